import { describe, expect, test } from 'vitest';
import { MemoryStore, type Store } from '../../../core/index.js';
import { openHouse, openRoom, withStore } from './support/house.js';

const room = 'dev';

interface Listed {
  readonly entries: readonly { readonly id: number; readonly act: string; readonly room: string }[];
  readonly more: boolean;
}

describe('the audit log', () => {
  test('has every act, with who did what to whom, when, how long and why', async () => {
    const { world, ann } = await openRoom();
    await ann.ok({ type: 'room.mute', room, nick: 'bob', seconds: 60, reason: 'noise' });
    const { entries } = await ann.ok({ type: 'moderation.audit', room });
    const at = world.clock.now();
    expect(entries).toMatchObject([
      {
        act: 'mute',
        at,
        room,
        by: { nick: 'ann' },
        who: { nick: 'bob' },
        until: at + 60_000,
        reason: 'noise',
        line: 'ann muted bob for 1m: noise',
      },
      { act: 'role', by: { nick: 'ann' }, who: { nick: 'mia' }, value: 'moderator' },
    ]);
  });

  test('has what was emitted, in that order', async () => {
    const { op, ann, acts } = await openRoom();
    await ann.ok({ type: 'room.slow', room, seconds: 1 });
    await ann.ok({ type: 'room.lock', room, access: 'invite' });
    await op.ok({ type: 'room.ban', room: '*', address: '192.0.2.0/24' });
    const { entries } = (await op.ok({ type: 'moderation.audit' })) as unknown as Listed;
    expect(entries.map(({ id, act }) => [id, act])).toEqual(acts.map(({ id, act }) => [id, act]).toReversed());
    expect(entries[0]).toMatchObject({ act: 'ban', nets: ['192.0.2.0/24'], line: 'op banned an address everywhere' });
  });

  test('has nothing of what was refused', async () => {
    const { ann, bob, acts } = await openRoom();
    const before = acts.length;
    await bob.refused({ type: 'room.kick', room, nick: 'cat' });
    await ann.refused({ type: 'room.kick', room, nick: 'nobody' });
    expect(acts).toHaveLength(before);
  });

  test('is of one room for its moderators, and of all for operators alone', async () => {
    const { ann, mia, op, comes } = await openRoom();
    const dan = await comes('dan', { rooms: ['other'] });
    await dan.ok({ type: 'room.slow', room: 'other', seconds: 1 });
    const read = async (peer: typeof ann, fields: object) =>
      ((await peer.ok({ type: 'moderation.audit', ...fields })) as unknown as Listed).entries.map(
        (entry) => entry.room,
      );
    expect(await read(mia, { room })).toEqual([room]);
    expect(await read(op, {})).toEqual(['other', room]);
    expect(await ann.refused({ type: 'moderation.audit', room: 'other' })).toBe('MODERATION_FORBIDDEN');
    expect(await ann.refused({ type: 'moderation.audit' })).toBe('MODERATION_FORBIDDEN');
  });

  test('comes in parts', async () => {
    const { ann } = await openRoom();
    for (let seconds = 1; seconds < 5; seconds++) await ann.ok({ type: 'room.slow', room, seconds });
    const first = (await ann.ok({ type: 'moderation.audit', room, limit: 3 })) as unknown as Listed;
    const before = first.entries.at(-1)?.id;
    const second = (await ann.ok({ type: 'moderation.audit', room, limit: 3, before })) as unknown as Listed;
    expect([first.more, second.more]).toEqual([true, false]);
    expect([...first.entries, ...second.entries].map(({ id }) => id)).toEqual([5, 4, 3, 2, 1]);
  });

  test('keeps as many acts as the options say, the newest', async () => {
    const store = new MemoryStore();
    const { op } = await openHouseWithOperator(store, 3);
    for (let count = 0; count < 7; count++) await op.ok({ type: 'room.mute', room: '*', nick: `n${count}` });
    const { entries } = (await op.ok({ type: 'moderation.audit' })) as unknown as Listed;
    expect(entries.map(({ id }) => id)).toEqual([7, 6, 5]);
    expect(await store.list({ prefix: 'moderation/audit/', limit: 100 })).toHaveLength(3);
  });

  test('goes on after a restart, and drops what is too much for a lower bound', async () => {
    const store = new MemoryStore();
    const first = await openHouseWithOperator(store, 600);
    for (let count = 0; count < 520; count++) await first.op.ok({ type: 'room.slow', room, seconds: count });
    await first.world.hub.stop();
    const second = await openHouseWithOperator(store, 2);
    await second.op.ok({ type: 'room.slow', room, seconds: 1 });
    const { entries } = (await second.op.ok({ type: 'moderation.audit' })) as unknown as Listed;
    expect(entries.map(({ id }) => id)).toEqual([521, 520]);
    expect(await store.list({ prefix: 'moderation/audit/', limit: 1_000 })).toHaveLength(2);
  });
});

describe('an act that cannot be kept', () => {
  test.each(['audit/', 'in/'])('is not done, and not in the log: %s', async (part) => {
    const kept = new MemoryStore();
    let isFull = false;
    const store: Store = {
      get: (key) => kept.get(key),
      delete: (key) => kept.delete(key),
      list: (query) => kept.list(query),
      put: (key, value) =>
        isFull && key.includes(part) ? Promise.reject(new Error('The disk is full.')) : kept.put(key, value),
    };
    const { ann, bob, acts } = await openRoom({}, { broker: withStore(store) });
    const before = acts.length;
    isFull = true;
    expect(await ann.refused({ type: 'room.mute', room, nick: 'bob' })).toBe('CHAT_COMMAND_FAILED');
    isFull = false;
    await bob.ok({ type: 'say', room, text: 'hi' });
    expect(acts).toHaveLength(before);
    const { entries } = (await ann.ok({ type: 'moderation.audit', room })) as unknown as Listed;
    expect(entries.map(({ act }) => act)).toEqual(['role']);
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
  });
});

async function openHouseWithOperator(store: Store, auditMost: number) {
  const house = await openHouse({ auditMost }, { broker: withStore(store) });
  return { ...house, op: await house.comes('op') };
}
