import { describe, expect, test } from 'vitest';
import { MemoryBroker, MemoryStore } from '../../../core/index.js';
import type { HistoryOptions } from '../../../plugins/history/index.js';
import { countingRandom } from '../../support/random.js';
import { guestOf, openLobby, textsOf } from './support/history-fixture.js';

const HOUR = 3_600_000;

/** Ann in a hub that tends what it keeps, and what is in its store. */
async function lobby(options: HistoryOptions) {
  const broker = new MemoryBroker(countingRandom(), { entriesPerRoom: 10_000 });
  const store = new MemoryStore();
  const opened = await openLobby(options, { broker: Object.assign(broker, { store }) });
  const counted: unknown[] = [];
  opened.world.hub.on('counted', (info) => void counted.push(info));
  const keys = async () => (await store.list({ prefix: 'history/', limit: 1_000 })).map(({ key }) => key);
  return { ...opened, broker, store, counted, keys, ann: await opened.guest('ann') };
}

describe('what is kept', () => {
  test('is all of it, where no rule is given', async () => {
    const { world, ann, counted } = await lobby({});
    await ann.says('one');
    await world.pass(2 * HOUR);
    expect(textsOf(await ann.page())).toEqual(['one']);
    expect(counted).toEqual([]);
  });

  test('is the newest entries, as many as the rule says, from hour to hour', async () => {
    const { world, ann, counted } = await lobby({ keep: { entries: 2 } });
    for (const text of ['one', 'two', 'three']) await ann.says(text);
    await world.pass(HOUR - 1_000);
    expect(textsOf(await ann.page())).toEqual(['one', 'two', 'three']);
    await world.pass(1_000);
    expect(textsOf(await ann.page())).toEqual(['two', 'three']);
    expect(counted).toEqual([{ plugin: 'history', what: 'pruned', amount: 1 }]);
    await ann.says('four');
    await world.pass(HOUR);
    expect(textsOf(await ann.page())).toEqual(['three', 'four']);
  });

  test('is what is younger than the rule says', async () => {
    const { world, ann } = await lobby({ keep: { days: 1 }, everyMs: 60_000 });
    await ann.says('old');
    await world.pass(12 * HOUR);
    await ann.says('new');
    await world.pass(12 * HOUR + 120_000);
    expect(textsOf(await ann.page())).toEqual(['new']);
  });

  test('can be another in a single room, by any spelling of its name', async () => {
    const { world, ann } = await lobby({ keep: { entries: 1 }, rooms: { '#Attic': { entries: 2 }, cellar: {} } });
    const kept: (readonly string[])[] = [];
    for (const room of ['lobby', 'attic', 'cellar']) {
      if (room !== 'lobby') await ann.peer.ok({ type: 'join', room });
      for (const text of ['one', 'two', 'three']) await guestOf(ann.peer, room).says(text);
    }
    await world.pass(HOUR);
    for (const room of ['lobby', 'attic', 'cellar']) kept.push(textsOf(await guestOf(ann.peer, room).page()));
    expect(kept).toEqual([['three'], ['two', 'three'], ['one', 'two', 'three']]);
  });

  test('goes for conversations of two, and for more rooms than are looked at at once', async () => {
    const { world, broker, ann, guest } = await lobby({ keep: { entries: 1 } });
    await guest('bob');
    for (const text of ['one', 'two']) await ann.peer.ok({ type: 'tell', to: 'bob', text });
    for (let number = 0; number < 450; number++) {
      for (const text of ['one', 'two']) await world.hub.chat.say({ room: `room-${number}`, text });
    }
    await world.pass(HOUR);
    const rooms = await broker.rooms({ limit: 1_000 });
    expect(rooms).toHaveLength(451);
    const counts = await Promise.all(rooms.map(async (room) => (await broker.read(room, { limit: 9 })).entries.length));
    expect(new Set(counts)).toEqual(new Set([1]));
  });
});

describe('what is known of messages', () => {
  test('goes with them', async () => {
    const { world, ann, keys } = await lobby({ keep: { entries: 2 } });
    const place = await ann.says('one');
    await ann.edits(place, 'two');
    await ann.reacts(place, '👍');
    await ann.page();
    expect((await keys()).filter((key) => /^history\/(?:note|who)/.test(key))).toHaveLength(2);
    for (const text of ['three', 'four']) await ann.says(text);
    await world.pass(HOUR);
    expect((await keys()).filter((key) => /^history\/(?:note|who)/.test(key))).toEqual([]);
    expect(textsOf(await ann.page())).toEqual(['three', 'four']);
  });

  test('stays with those that are kept', async () => {
    const { world, ann } = await lobby({ keep: { entries: 4 } });
    for (const text of ['gone', 'stays']) await ann.reacts(await ann.says(text), '👍');
    await ann.says('last');
    await world.pass(HOUR);
    const { entries } = await ann.page();
    expect(entries.map(({ text, reactions }) => [text, reactions?.['👍']?.count])).toEqual([
      ['stays', 1],
      ['last', undefined],
    ]);
  });

  test('goes while the log drops its oldest entries by itself, without waiting for the hour', async () => {
    const store = new MemoryStore();
    const broker = Object.assign(new MemoryBroker(countingRandom(), { entriesPerRoom: 20 }), { store });
    const { guest } = await openLobby({}, { broker });
    const ann = await guest('ann');
    for (let number = 0; number < 300; number++) await ann.reacts(await ann.says('x'), '👍');
    const notes = await store.list({ prefix: 'history/note/', limit: 1_000 });
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.length).toBeLessThan(220);
  });

  test('goes with a room whose log is gone', async () => {
    const store = new MemoryStore();
    const broker = Object.assign(new MemoryBroker(countingRandom(), { idleLogs: 1 }), { store });
    const { world, guest } = await openLobby({}, { broker });
    const ann = await guest('ann', 'attic');
    await ann.reacts(await ann.says('x'), '👍');
    await ann.peer.ok({ type: 'leave', room: 'attic' });
    for (const room of ['cellar', 'kitchen']) await world.hub.chat.say({ room, text: 'x' });
    expect(await store.list({ prefix: 'history/', limit: 9 })).not.toEqual([]);
    await world.pass(HOUR);
    expect(await store.list({ prefix: 'history/', limit: 9 })).toEqual([]);
  });
});

describe('a marker', () => {
  const readsAll = async (ann: Awaited<ReturnType<typeof lobby>>['ann']) => {
    const { epoch, end } = await ann.page();
    await ann.peer.ok({ type: 'history.read', room: 'lobby', epoch, offset: end });
  };

  test('goes when all that it tells apart is gone', async () => {
    const { world, ann, keys } = await lobby({ keep: { entries: 1 } });
    await ann.says('one');
    await readsAll(ann);
    await world.pass(HOUR);
    expect((await keys()).filter((key) => key.startsWith('history/seen/'))).toHaveLength(1);
    for (const text of ['two', 'three']) await ann.says(text);
    await world.pass(HOUR);
    expect((await keys()).filter((key) => key.startsWith('history/seen/'))).toEqual([]);
  });

  test('goes when nobody has moved it for half a year', async () => {
    const { world, ann, store } = await lobby({});
    await ann.says('one');
    await readsAll(ann);
    await world.pass(HOUR);
    const [kept] = await store.list({ prefix: 'history/seen/', limit: 9 });
    expect(kept?.value).toMatchObject({ room: 'lobby', offset: 1, at: 1_000_000 });
    // As if it had been set so long ago.
    const at = 1_000_000 - 180 * 24 * HOUR;
    await store.put(kept?.key ?? '', { ...(kept?.value as object), at });
    await world.pass(HOUR);
    expect(await store.list({ prefix: 'history/seen/', limit: 9 })).toEqual([]);
  });
});
