import { describe, expect, test } from 'vitest';
import type { Item, MessageItem } from '../../../../../apps/web/src/chat/index.js';
import { layoutOf } from '../../../../../apps/web/src/ui/messages/row-layout.js';

const MINUTE = 60_000;
const NOON = new Date(2026, 4, 4, 12).getTime();
const MIDNIGHT = new Date(2026, 4, 5).getTime();

const by = (nick: string, at: number, more: Partial<MessageItem> = {}): MessageItem => ({
  type: 'message',
  uid: `${nick} ${at}`,
  at,
  from: { id: nick, nick },
  mine: false,
  kind: 'text',
  text: 'hello',
  state: 'sent',
  ...more,
});
const notice = (at: number): Item => ({ type: 'notice', uid: 'notice', at, tone: 'plain', texts: [] });
const begins = (before: Item, item: Item) => layoutOf(before, item, undefined).first;

describe('a message', () => {
  test('continues the group of its author', () => {
    expect(begins(by('ann', NOON), by('ann', NOON + 4 * MINUTE))).toBe(false);
  });

  test.each<[what: string, before: Item, item: Item]>([
    ['after five minutes', by('ann', NOON), by('ann', NOON + 5 * MINUTE)],
    ['from another user', by('bob', NOON), by('ann', NOON)],
    ['under a new nick', by('ann', NOON), by('ann', NOON, { from: { id: 'ann', nick: 'anna' } })],
    ['that is an action', by('ann', NOON), by('ann', NOON, { kind: 'action' })],
    ['after an action', by('ann', NOON, { kind: 'action' }), by('ann', NOON)],
    ['after a deleted one', by('ann', NOON, { erased: true }), by('ann', NOON)],
    ['after anything else', notice(NOON), by('ann', NOON)],
    ['of a new day', by('ann', MIDNIGHT - 1), by('ann', MIDNIGHT)],
  ])('starts a group %s', (_what, before, item) => {
    expect(begins(before, item)).toBe(true);
  });

  test('starts a group at the first unread message', () => {
    const item = by('ann', NOON + 1);
    expect(layoutOf(by('ann', NOON), item, item.uid)).toEqual({ day: false, unread: true, first: true });
  });
});

describe('a day', () => {
  test('starts with the first item', () => {
    expect(layoutOf(undefined, notice(NOON), undefined).day).toBe(true);
  });

  test('starts at midnight in the local time zone', () => {
    expect(layoutOf(notice(MIDNIGHT - 1), notice(MIDNIGHT), undefined).day).toBe(true);
    expect(layoutOf(notice(MIDNIGHT), notice(MIDNIGHT + 23 * 60 * MINUTE), undefined).day).toBe(false);
  });
});
