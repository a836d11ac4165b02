import { describe, expect, test } from 'vitest';
import { type JsonObject, MemoryBroker } from '../../../core/index.js';
import { history } from '../../../plugins/history/index.js';
import { failingStore } from '../../../testkit/index.js';
import { countingRandom } from '../../support/random.js';
import { openWorld } from '../../support/world.js';

type Asked = JsonObject & { readonly type: string };

/** What each command is, for a message at a place. */
const commands: readonly (readonly [name: string, command: (place: JsonObject) => Asked])[] = [
  ['edit', (place) => ({ type: 'edit', room: 'lobby', text: 'better', key: 'k-edit', ...place })],
  ['delete', (place) => ({ type: 'delete', room: 'lobby', ...place })],
  ['react', (place) => ({ type: 'react', room: 'lobby', emoji: '👍', ...place })],
  ['history.read', (place) => ({ type: 'history.read', room: 'lobby', ...place })],
  ['history.erase', () => ({ type: 'history.erase', confirm: true })],
];

async function lobby() {
  const store = failingStore();
  const broker = Object.assign(new MemoryBroker(countingRandom()), { store });
  const world = await openWorld({ broker, plugins: [history()] });
  const ann = await world.native('ann', 'lobby');
  const { result } = (await ann.ask({ type: 'say', room: 'lobby', text: 'hello' })) as unknown as {
    result: JsonObject;
  };
  const place = { epoch: String(result.epoch), offset: Number(result.offset) };
  /** What the room is shown, and how far it is read. */
  async function shown(): Promise<unknown> {
    const page = await ann.ask({ type: 'history', room: 'lobby' });
    const unread = await ann.ask({ type: 'history.unread', room: 'lobby' });
    const text = JSON.stringify([page, unread], (name, value: unknown) =>
      ['ref', 'id', 'at', 'epoch', 'offset', 'cursor', 'end'].includes(name) ? undefined : value,
    );
    return JSON.parse(text);
  }
  return { store, world, ann, place, shown };
}

describe.each(['before', 'after'] as const)('a store that fails %s the effect of any call', (when) => {
  test.each(commands)('leaves nothing half done of %s', async (_, command) => {
    const clean = await lobby();
    const nothing = await clean.shown();
    await clean.ann.ask(command(clean.place));
    await clean.world.settle();
    const done = await clean.shown();
    for (let n = 1; ; n++) {
      const { store, world, ann, place, shown } = await lobby();
      store.failAt(n, { when });
      const reply = await ann.ask(command(place));
      await world.settle();
      const { failed } = store;
      store.mend();
      if (failed === 0) break;
      const what = `call ${n}: ${JSON.stringify(reply)}`;
      const state = JSON.stringify(await shown());
      if (reply.type === 'error') expect(reply.code, what).toMatch(/^[A-Z]+_/);
      else expect(state, what).toBe(JSON.stringify(done));
      expect([JSON.stringify(nothing), JSON.stringify(done)], what).toContain(state);
      await ann.ask(command(place));
      await world.settle();
      expect(await shown(), what).toEqual(done);
      expect(world.failures, what).toEqual([]);
    }
  });
});
