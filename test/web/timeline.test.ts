import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item, MessageItem } from '../../apps/web/src/chat/item.js';
import { appended, changed, settled, without } from '../../apps/web/src/chat/timeline.js';

const message = (uid: string, state: MessageItem['state'] = 'kept'): MessageItem => ({
  type: 'message',
  uid,
  at: 0,
  from: { id: 'u', nick: 'ann' },
  mine: state !== 'kept',
  kind: 'text',
  text: uid,
  state,
});
const uids = (items: readonly Item[] | undefined) => items?.map(({ uid }) => uid);

describe('a conversation', () => {
  test('keeps so many items and no more, the newest ones', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 20 }), (count, most) => {
        let items: readonly Item[] = [];
        for (let at = 0; at < count; at++) items = appended(items, message(String(at)), most);
        const all = Array.from({ length: count }, (_, at) => String(at));
        expect(uids(items)).toEqual(all.slice(-most));
      }),
    );
  });

  test('has what others write before what waits to be sent', () => {
    const items = [message('a'), message('mine', 'sent'), message('later', 'waiting')];
    expect(uids(appended(items, message('b')))).toEqual(['a', 'b', 'mine', 'later']);
  });

  test('leaves a failed message where it failed', () => {
    const items = [message('a'), message('mine', 'failed')];
    expect(uids(appended(items, message('b')))).toEqual(['a', 'mine', 'b']);
  });
});

describe('a message of ours that comes back', () => {
  test('takes its place among the kept ones, as the server made it', () => {
    const items = [message('a'), message('first', 'sent'), message('second', 'sent')];
    const now = settled(items, 'second', { text: 'as kept', at: 5 });
    expect(uids(now)).toEqual(['a', 'second', 'first']);
    expect(now?.[1]).toMatchObject({ text: 'as kept', at: 5, state: 'kept' });
  });

  test('is settled once', () => {
    expect(settled([message('a')], 'a', {})).toBeUndefined();
    expect(settled([], 'a', {})).toBeUndefined();
  });

  test('has no fault any more', () => {
    const failed: MessageItem = { ...message('a', 'failed'), fault: { code: 'X', text: '' } };
    expect(settled([failed], 'a', {})?.[0]).not.toHaveProperty('fault');
  });
});

test('changing what is not there changes nothing', () => {
  const items = [message('a')];
  expect(changed(items, 'b', { text: 'x' })).toBe(items);
});

test('taking one item away leaves the others', () => {
  expect(uids(without([message('a'), message('b'), message('c')], 'b'))).toEqual(['a', 'c']);
});
