import { describe, expect, test } from 'vitest';
import { type Rank, ranks } from '../../../plugins/moderation/roles.js';
import type { Sanction } from '../../../plugins/moderation/state/entries.js';
import { Sanctions } from '../../../plugins/moderation/state/sanctions.js';

const mute = (id: string, rank: Rank, marks: Partial<Sanction>): Sanction => ({
  id,
  about: id,
  label: id,
  at: 0,
  by: { id: 'x', nick: 'x' },
  rank,
  ...marks,
});

/** Three against the same person, by different marks. */
function three(): Sanctions {
  const list = new Sanctions();
  list.set('1', mute('1', ranks.moderator, { user: 'bob', endsAt: 500 }));
  list.set('2', mute('2', ranks.owner, { nick: 'bob', endsAt: 100 }));
  list.set('3', mute('3', ranks.moderator, { nets: ['192.0.2.0/24'] }));
  return list;
}

const bob = { user: 'bob', nick: 'Bob', address: '192.0.2.7' };

describe('of several against somebody', () => {
  test('the one of the highest rank weighs most, then the one that lasts longest', () => {
    const list = three();
    expect(list.find(bob, 0)?.id).toBe('2');
    expect(list.find(bob, 100)?.id).toBe('3');
    list.delete('3');
    expect(list.find(bob, 100)?.id).toBe('1');
    expect(list.find(bob, 500)).toBeUndefined();
  });

  test('the order in which they came makes no difference', () => {
    const list = new Sanctions();
    for (const sanction of [...three().values()].toReversed()) list.set(sanction.id, sanction);
    expect(list.find(bob, 0)?.id).toBe('2');
    expect(list.find(bob, 100)?.id).toBe('3');
  });

  test('none is about those who stand as high as whoever set it', () => {
    const list = three();
    expect(list.on(bob, ranks.moderator, 0)?.id).toBe('2');
    expect(list.on(bob, ranks.owner, 0)).toBeUndefined();
    expect(list.on(bob, ranks.moderator, 100)).toBeUndefined();
  });
});

test('one that takes the place of another leaves nothing of it', () => {
  const list = new Sanctions();
  list.set('1', mute('1', ranks.moderator, { user: 'bob', nick: 'bob', nets: ['192.0.2.0/24'] }));
  list.set('1', mute('1', ranks.moderator, { user: 'cat' }));
  expect([list.size, list.find(bob, 0), list.find({ ...bob, user: 'cat' }, 0)?.id]).toEqual([1, undefined, '1']);
});
