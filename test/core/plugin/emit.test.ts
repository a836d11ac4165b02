import { expect, test } from 'vitest';
import type { Plugin, PluginHost } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

declare module '../../../core/index.js' {
  interface ChatEvents {
    /** For the tests: somebody has won. */
    won(who: string): void;
  }
}

function contest() {
  const hosts: PluginHost[] = [];
  const plugin: Plugin = { name: 'contest', setup: (host) => void hosts.push(host) };
  return { plugin, won: (who: string) => hosts[0]?.emit('won', who) };
}

test('a plugin emits an event of its own, and other plugins and the app hear it', async () => {
  const { plugin, won } = contest();
  const heard: string[] = [];
  const listener: Plugin = {
    name: 'listener',
    setup: (host) => host.on('won', (who) => void heard.push(`plugin: ${who}`)),
  };
  const { hub } = await openWorld({ plugins: [plugin, listener] });
  hub.on('won', (who) => void heard.push(`app: ${who}`));
  won('ann');
  expect(heard).toEqual(['plugin: ann', 'app: ann']);
});

test('a plugin that is gone emits nothing any more', async () => {
  const { plugin, won } = contest();
  const { hub } = await openWorld({ plugins: [plugin] });
  await hub.plugins.unload('contest');
  expect(() => won('ann')).toThrow(TypeError);
});
