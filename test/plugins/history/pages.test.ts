import { describe, expect, test } from 'vitest';
import { MemoryBroker } from '../../../core/index.js';
import { countingRandom } from '../../support/random.js';
import { type Guest, offsetsOf, openLobby, textsOf } from './support/history-fixture.js';

/** Ann in the lobby, who has said some things. */
async function lobbyWith(count: number) {
  const lobby = await openLobby();
  const ann = await lobby.guest('ann');
  for (let number = 1; number <= count; number++) await ann.says(`line ${number}`);
  const { epoch } = await ann.page();
  return { ...lobby, ann, at: (offset: number) => ({ epoch, offset }) };
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('a page', () => {
  test('has the newest entries, the oldest first, where no place is given', async () => {
    const { ann } = await lobbyWith(7);
    const page = await ann.page({ limit: 3 });
    expect(page).toMatchObject({ room: 'lobby', from: 5, to: 7, end: 7, more: true, gap: false });
    expect(textsOf(page)).toEqual(['line 5', 'line 6', 'line 7']);
  });

  test('has entries with the fields of the event message', async () => {
    const { ann } = await lobbyWith(0);
    await ann.peer.ok({ type: 'say', room: 'lobby', kind: 'action', text: 'waves', key: 'k', data: { a: 1 } });
    const event = await ann.peer.next('message');
    expect((await ann.page()).entries).toEqual([event]);
  });

  test('has 50 entries where no limit is given', async () => {
    const { ann } = await lobbyWith(60);
    expect(offsetsOf(await ann.page())).toEqual(numbers(11, 60));
  });

  test('before a place has the newest before it, and says when there are no more', async () => {
    const { ann, at } = await lobbyWith(7);
    const page = await ann.page({ before: at(5), limit: 3 });
    expect(offsetsOf(page)).toEqual([2, 3, 4]);
    expect(page.more).toBe(true);
    const first = await ann.page({ before: at(page.from), limit: 3 });
    expect(offsetsOf(first)).toEqual([1]);
    expect(first.more).toBe(false);
  });

  test('after a place has the oldest after it, and says when there are no more', async () => {
    const { ann, at } = await lobbyWith(7);
    const page = await ann.page({ after: at(2), limit: 3 });
    expect(page).toMatchObject({ from: 3, to: 5, more: true });
    expect(offsetsOf(page)).toEqual([3, 4, 5]);
    const last = await ann.page({ after: at(page.to), limit: 3 });
    expect(offsetsOf(last)).toEqual([6, 7]);
    expect(last.more).toBe(false);
  });

  test('between two places has what lies between them', async () => {
    const { ann, at } = await lobbyWith(9);
    const page = await ann.page({ after: at(2), before: at(6) });
    expect(offsetsOf(page)).toEqual([3, 4, 5]);
    expect(page).toMatchObject({ more: false, gap: false });
  });

  test('between two places goes on from where a shorter one ends', async () => {
    const { ann, at } = await lobbyWith(9);
    const page = await ann.page({ after: at(2), before: at(8), limit: 2 });
    expect(page).toMatchObject({ to: 4, more: true });
    expect(offsetsOf(await ann.page({ after: at(page.to), before: at(8) }))).toEqual([5, 6, 7]);
  });

  test('around a place has it in the middle', async () => {
    const { ann, at } = await lobbyWith(9);
    const page = await ann.page({ around: at(5), limit: 5 });
    expect(page).toMatchObject({ from: 3, to: 7, more: true, gap: false });
    expect(offsetsOf(page)).toEqual([3, 4, 5, 6, 7]);
  });

  test('around a place with a limit of one is the message itself', async () => {
    const { ann, at } = await lobbyWith(9);
    expect(offsetsOf(await ann.page({ around: at(5), limit: 1 }))).toEqual([5]);
  });

  test('around the last place has what is before it, and no more', async () => {
    const { ann, at } = await lobbyWith(3);
    const page = await ann.page({ around: at(3), limit: 10 });
    expect(offsetsOf(page)).toEqual([1, 2, 3]);
    expect(page.more).toBe(false);
  });

  test('around a place that is not kept any more begins with the oldest, after a gap', async () => {
    const broker = new MemoryBroker(countingRandom(), { entriesPerRoom: 5 });
    const { guest } = await openLobby({}, { broker });
    const ann = await guest('ann');
    for (const number of numbers(1, 9)) await ann.says(`line ${number}`);
    const { epoch } = await ann.page();
    const page = await ann.page({ around: { epoch, offset: 2 }, limit: 4 });
    expect(offsetsOf(page)).toEqual([5, 6]);
    expect(page).toMatchObject({ from: 5, to: 6, more: true, gap: true });
  });

  test('before a place that is not kept any more is empty, with a gap', async () => {
    const broker = new MemoryBroker(countingRandom(), { entriesPerRoom: 5 });
    const { guest } = await openLobby({}, { broker });
    const ann = await guest('ann');
    for (const number of numbers(1, 9)) await ann.says(`line ${number}`);
    const { epoch } = await ann.page();
    expect(await ann.page({ before: { epoch, offset: 3 } })).toMatchObject({ entries: [], more: false, gap: true });
  });

  test('of another life of the log tells of a gap', async () => {
    const { ann } = await lobbyWith(4);
    const elsewhere = { epoch: 'elsewhere', offset: 2 };
    const before = await ann.page({ before: elsewhere, limit: 2 });
    expect([offsetsOf(before), before.gap]).toEqual([[3, 4], true]);
    const after = await ann.page({ after: elsewhere, limit: 2 });
    expect([offsetsOf(after), after.gap]).toEqual([[1, 2], true]);
    const around = await ann.page({ around: elsewhere, limit: 2 });
    expect([offsetsOf(around), around.gap]).toEqual([[3, 4], true]);
  });

  test('of a room where nothing was said is empty', async () => {
    const { ann } = await lobbyWith(0);
    expect(await ann.page()).toEqual({ room: 'lobby', entries: [], more: false, gap: false });
  });

  test('keeps within what a slow reader may have waiting, and goes on after it', async () => {
    const { ann, at } = await lobbyWith(0);
    for (let number = 0; number < 60; number++) await ann.says('語'.repeat(4_000));
    const page = await ann.page({ limit: 60 });
    expect(page.more).toBe(true);
    expect(page.entries.length).toBeGreaterThan(10);
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(500_000);
    const rest = await ann.page({ before: { ...at(page.from), epoch: page.epoch }, limit: 60 });
    expect(rest.entries.length + page.entries.length).toBe(60);
  });
});

describe('whoever asks', () => {
  test('may spell the name of the room as they like', async () => {
    const { ann } = await lobbyWith(1);
    expect(await ann.page({ room: '#LOBBY' })).toMatchObject({ room: 'lobby', end: 1 });
  });

  test('must be in the room', async () => {
    const { ann, guest } = await lobbyWith(1);
    const bob = await guest('bob', 'attic');
    expect(await bob.peer.refused({ type: 'history', room: 'lobby' })).toBe('CHAT_NOT_IN_ROOM');
    await ann.peer.ok({ type: 'leave', room: 'lobby' });
    expect(await ann.peer.refused({ type: 'history', room: 'lobby' })).toBe('CHAT_NOT_IN_ROOM');
  });

  test('cannot read a conversation of two others', async () => {
    const { ann, guest } = await lobbyWith(0);
    await guest('bob');
    const cid = await guest('cid');
    const { room } = await ann.peer.ok({ type: 'tell', to: 'bob', text: 'psst' });
    expect(await cid.peer.refused({ type: 'history', room: String(room) })).toBe('CHAT_NOT_IN_ROOM');
  });

  test('cannot ask around a place and before another at once', async () => {
    const { ann, at } = await lobbyWith(3);
    expect(await ann.peer.refused({ type: 'history', room: 'lobby', around: at(2), before: at(3) })).toBe(
      'CHAT_BAD_COMMAND',
    );
  });

  test.each([{ limit: 0 }, { limit: 101 }, { limit: 1.5 }, { before: 5 }, { after: { epoch: 1, offset: 1 } }])(
    'must ask for what can be: %j',
    async (wish) => {
      const { ann } = await lobbyWith(1);
      expect(await ann.peer.refused({ type: 'history', room: 'lobby', ...wish })).toBe('CHAT_BAD_COMMAND');
    },
  );
});

describe('while messages pour in', () => {
  test('pages forward have every message once, in order', async () => {
    const { ann, guest } = await lobbyWith(0);
    const bob = await guest('bob');
    let said = 0;
    const pour = () => ann.peer.send({ type: 'say', room: 'lobby', text: `line ${++said}` });
    for (let count = 0; count < 20; count++) pour();
    const seen = await follow(bob, pour, 100);
    expect(seen).toEqual(numbers(1, seen.length).map((number) => `line ${number}`));
    expect(seen.length).toBeGreaterThanOrEqual(100);
  });
});

/** Pages forward to the end of the log, while each page makes it longer, until so much was said. */
async function follow(guest: Guest, pour: () => void, most: number): Promise<readonly string[]> {
  const seen: string[] = [];
  let after = { epoch: (await guest.page()).epoch, offset: 0 };
  for (let more = true; more; ) {
    if (seen.length < most) for (let count = 0; count < 5; count++) pour();
    const page = await guest.page({ after, limit: 7 });
    seen.push(...textsOf(page));
    after = { epoch: page.epoch, offset: page.to };
    more = page.more || seen.length < most;
  }
  return seen;
}
