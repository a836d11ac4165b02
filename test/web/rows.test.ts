import { describe, expect, test } from 'vitest';
import type { Item, MessageItem, NoticeItem, PresenceItem } from '../../apps/web/src/chat/item.js';
import { countsOf, runsOf } from '../../apps/web/src/chat/presence-summary.js';
import { rowsOf } from '../../apps/web/src/chat/rows.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let count = 0;
const by = (nick: string, at: number, more: Partial<MessageItem> = {}): MessageItem => ({
  type: 'message',
  uid: `m${++count}`,
  at,
  from: { id: nick, nick },
  mine: false,
  kind: 'text',
  text: 'hi',
  state: 'kept',
  ...more,
});
const change = (change: PresenceItem['change'], nick: string, more: Partial<PresenceItem> = {}): PresenceItem => ({
  type: 'presence',
  uid: `p${++count}`,
  at: 0,
  change,
  nick,
  ...more,
});
const notice = (): NoticeItem => ({ type: 'notice', uid: `n${++count}`, at: 0, tone: 'plain', said: [] });

const rows = (items: readonly Item[], firstUnread?: string) => rowsOf(items, firstUnread, (at) => Math.floor(at / DAY));
const firsts = (items: readonly Item[], firstUnread?: string) =>
  rows(items, firstUnread).flatMap((row) => (row.type === 'message' ? [row.first] : []));

describe('messages', () => {
  test('of one author are a group', () => {
    expect(firsts([by('ann', 0), by('ann', 1), by('bob', 2), by('ann', 3)])).toEqual([true, false, true, true]);
  });

  test('begin a new group five minutes after the last began', () => {
    expect(firsts([by('ann', 0), by('ann', 4 * MINUTE), by('ann', 5 * MINUTE)])).toEqual([true, false, true]);
  });

  test('begin a new group under a new nick', () => {
    expect(firsts([by('ann', 0), by('ann', 1, { from: { id: 'ann', nick: 'anna' } })])).toEqual([true, true]);
  });

  test('that say what somebody does stand alone', () => {
    const items = [by('ann', 0), by('ann', 1, { kind: 'action' }), by('ann', 2)];
    expect(firsts(items)).toEqual([true, true, true]);
  });

  test('begin a new group after anything that came between', () => {
    expect(firsts([by('ann', 0), notice(), by('ann', 1)])).toEqual([true, true]);
    expect(firsts([by('ann', 0), change('left', 'bob'), by('ann', 1)])).toEqual([true, true]);
  });
});

describe('dividers', () => {
  test('stand where a day begins', () => {
    const types = rows([by('ann', DAY - 1), by('ann', DAY), by('ann', DAY + 1)]).map(({ type }) => type);
    expect(types).toEqual(['day', 'message', 'day', 'message', 'message']);
  });

  test('stand before the first unread message, which begins a group', () => {
    const [one, two] = [by('ann', 0), by('ann', 1)];
    expect(rows([one, two], two.uid).map(({ type }) => type)).toEqual(['day', 'message', 'new', 'message']);
    expect(firsts([one, two], two.uid)).toEqual([true, true]);
  });
});

describe('comings and goings', () => {
  test('that nothing comes between are one row', () => {
    const found = rows([change('joined', 'bob'), change('left', 'bob'), by('ann', 1), change('joined', 'eve')]);
    expect(found.map((row) => (row.type === 'presence' ? row.changes.length : row.type))).toEqual([
      'day',
      2,
      'message',
      1,
    ]);
  });

  test('of the same kind are told together', () => {
    const changes = [change('joined', 'bob'), change('joined', 'eve'), change('left', 'bob', { reason: 'bye' })];
    expect(runsOf(changes)).toEqual([
      { change: 'joined', nicks: ['bob', 'eve'] },
      { change: 'left', nicks: ['bob'], reason: 'bye' },
    ]);
  });

  test('tell each new nick by itself', () => {
    const changes = [change('renamed', 'b', { was: 'a' }), change('renamed', 'd', { was: 'c' })];
    expect(runsOf(changes).map(({ was, nicks }) => [was, ...nicks])).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('are counted by kind', () => {
    const changes = [change('joined', 'a'), change('joined', 'b'), change('left', 'a')];
    expect(countsOf(changes)).toEqual({ joined: 2, left: 1, renamed: 0 });
  });
});
