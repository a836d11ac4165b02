import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/index.js';
import { failingStore } from '../../../testkit/index.js';
import { openHouse, openRoom, restarted, withStore } from './support/house.js';

/** What each command does, and who says it. */
const commands: readonly (readonly [who: 'ann' | 'mia', command: JsonObject & { type: string }])[] = [
  ['ann', { type: 'room.topic', room: 'dev', topic: 'weather' }],
  ['ann', { type: 'room.slow', room: 'dev', seconds: 5 }],
  ['ann', { type: 'room.lock', room: 'dev', access: 'invite' }],
  ['ann', { type: 'room.invite', room: 'dev', nick: 'op' }],
  ['ann', { type: 'room.ban', room: 'dev', nick: 'mia' }],
  ['ann', { type: 'room.mute', room: 'dev', nick: 'bob' }],
  ['ann', { type: 'room.kick', room: 'dev', nick: 'cat' }],
  ['ann', { type: 'room.role', room: 'dev', nick: 'bob', role: 'moderator' }],
  ['ann', { type: 'room.role', room: 'dev', nick: 'mia', role: 'member' }],
  ['ann', { type: 'room.role', room: 'dev', nick: 'bob', role: 'owner' }],
];

interface Asker {
  ask(command: JsonObject & { type: string }): Promise<JsonObject>;
}

/** What is known of the room, without what differs from run to run. */
async function known(op: Asker): Promise<unknown> {
  const about = { room: 'dev' };
  const info = await op.ask({ type: 'room.info', ...about });
  const lists = [await op.ask({ type: 'room.bans', ...about }), await op.ask({ type: 'room.mutes', ...about })];
  const plain = JSON.stringify([info, lists], (name, value: unknown) =>
    ['ref', 'id', 'at', 'until', 'line', 'left', 'here', 'members', 'online'].includes(name) ? undefined : value,
  );
  return JSON.parse(plain, (_, value: unknown) =>
    Array.isArray(value)
      ? value.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))
      : value,
  );
}

/** What is known of the room after a restart. */
async function afterwards(store: ReturnType<typeof failingStore>): Promise<unknown> {
  const house = await openHouse({}, restarted(store));
  return known((await house.comes('op')) as unknown as Asker);
}

describe.each(['before', 'after'] as const)('a store that fails %s the effect of any call', (when) => {
  test.each(commands)('leaves nothing half done of %s: %j', async (who, command) => {
    const clean = await openRoom({}, { broker: withStore(failingStore()) });
    await clean[who].ask(command);
    await clean.world.settle();
    const done = await known(clean.op as unknown as Asker);
    for (let n = 1; ; n++) {
      const store = failingStore();
      const room = await openRoom({}, { broker: withStore(store) });
      const before = await known(room.op as unknown as Asker);
      store.failAt(n, { when });
      const reply = await room[who].ask(command);
      await room.world.settle();
      const { failed } = store;
      store.mend();
      if (failed === 0) break;
      const what = `call ${n}: ${JSON.stringify(reply)}`;
      const after = await known(room.op as unknown as Asker);
      if (reply.type === 'error') {
        expect(reply.code, what).toMatch(/^[A-Z]+_/);
        expect(after, what).toEqual(before);
      }
      // What the hub knows is what the next one finds.
      expect(await afterwards(store), what).toEqual(after);
      await room[who].ask(command);
      await room.world.settle();
      expect(await known(room.op as unknown as Asker), what).toEqual(done);
      expect(await afterwards(store), what).toEqual(done);
    }
  });
});
