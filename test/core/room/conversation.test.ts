import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directRoomOf, isDirectRoomOf } from '../../../core/room/direct.js';
import { openWorld } from '../../support/world.js';

describe('the name of a conversation of two', () => {
  test('is the same for both, and is theirs alone, whatever characters their accounts have', () => {
    const account = fc.string({ unit: fc.constantFrom('a', 'b', '+', '%', '2', 'B', '@') });
    fc.assert(
      fc.property(account, account, account, account, (a, b, c, d) => {
        expect(directRoomOf(a, b)).toBe(directRoomOf(b, a));
        const same = [a, b].sort().join('\n') === [c, d].sort().join('\n');
        expect(directRoomOf(a, b) === directRoomOf(c, d)).toBe(same);
        expect(isDirectRoomOf(directRoomOf(a, b), c)).toBe(c === a || c === b);
      }),
    );
  });
});

test('nobody gets into the conversation of two others by saying that they had been there', async () => {
  const world = await openWorld();
  const ann = await world.native('ann');
  await world.native('bob');
  const { room, epoch } = await ann.ok({ type: 'tell', to: 'bob', text: 'between us' });
  const eve = world.stranger();
  const welcome = await eve.ask({
    type: 'hello',
    nick: 'eve',
    resume: 'a-token-of-eves-own-making',
    positions: { [String(room)]: { epoch, offset: 0 } },
  });
  await world.settle();
  expect(welcome).toMatchObject({ resumed: false, rooms: [] });
  expect(eve.all('message')).toEqual([]);
});

test('a client that was away for too long finds its conversations caught up', async () => {
  const world = await openWorld({ limits: { resumeMs: 1_000 } });
  const bob = await world.native('bob');
  const ann = world.stranger();
  const { resume } = await ann.ask({ type: 'hello', nick: 'ann', resume: true });
  const { token } = resume as { token: string };
  const { room, epoch } = await bob.ok({ type: 'tell', to: 'ann', text: 'one' });
  ann.wire.abort();
  await world.settle();
  await bob.ok({ type: 'tell', to: 'ann', text: 'two' });
  await world.pass(1_000);
  const back = world.stranger();
  const positions = { [String(room)]: { epoch, offset: 1 } };
  const welcome = await back.ask({ type: 'hello', nick: 'ann', resume: token, positions });
  await back.next('recovered');
  expect(welcome).toMatchObject({ resumed: false, rooms: [room] });
  expect(back.all('message').map(({ text }) => text)).toEqual(['two']);
});

test('a client that is back in a new session is told all of a conversation of which it has seen nothing', async () => {
  const world = await openWorld({ limits: { resumeMs: 1_000 } });
  const bob = await world.native('bob');
  const ann = world.stranger();
  const hello = { type: 'hello', nick: 'ann', resume: 'a-token-of-anns-own-making' };
  await ann.ok(hello);
  ann.wire.abort();
  await world.settle();
  await bob.ok({ type: 'tell', to: 'ann', text: 'one' });
  await world.pass(1_000);
  const back = world.stranger();
  await back.ok({ ...hello, positions: {} });
  await bob.ok({ type: 'tell', to: 'ann', text: 'two' });
  await world.settle();
  expect(back.all('message').map(({ text }) => text)).toEqual(['one', 'two']);
});
