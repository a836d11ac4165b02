import { expect, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { createWorld } from '../../../testkit/index.js';

test('a plugin reads what it kept while it is set up, however slow the log is', async () => {
  const starts: unknown[] = [];
  const counter: Plugin = {
    name: 'counter',
    async setup(host) {
      const before = Number((await host.store.get('starts')) ?? 0);
      await host.store.put('starts', before + 1);
      starts.push(before + 1);
    },
  };
  await using world = createWorld({ plugins: [counter], log: 'kept', logDelayMs: [5, 20] });
  await world.settle();
  world.crash();
  await world.restart();
  await world.advance('1m');
  expect(starts).toEqual([1, 2]);
});
