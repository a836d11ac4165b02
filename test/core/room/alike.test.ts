import { expect, test } from 'vitest';
import { openWorld } from '../../support/world.js';

test('a room that looks like an open one is not opened', async () => {
  const { native } = await openWorld();
  await native('ann', 'lobby');
  const eve = await native('eve');
  for (const room of ['1obby', 'l0bby']) {
    expect(await eve.ask({ type: 'join', room })).toMatchObject({
      code: 'CHAT_ROOM_ALIKE',
      text: `#${room} looks like #lobby. Join #lobby, or take another name.`,
      details: { room: 'lobby' },
    });
  }
});

test('the plainer name is opened although one that looks like it was there first', async () => {
  const { native } = await openWorld();
  const eve = await native('eve', '1obby');
  await native('ann', 'lobby');
  expect(await eve.ok({ type: 'rooms' })).toMatchObject({ rooms: [{ room: '1obby' }, { room: 'lobby' }] });
});

test('a name is free again when the room that it looks like has closed', async () => {
  const { native, settle } = await openWorld();
  const ann = await native('ann', 'tom');
  const eve = await native('eve');
  expect(await eve.refused({ type: 'join', room: 'torn' })).toBe('CHAT_ROOM_ALIKE');
  await ann.ok({ type: 'leave', room: 'tom' });
  await settle();
  await eve.ok({ type: 'join', room: 'torn' });
});

test('an open room is entered whatever looks like it', async () => {
  const { native } = await openWorld();
  await native('eve', '1obby');
  await native('ann', 'lobby');
  const bob = await native('bob');
  await bob.ok({ type: 'join', room: '1obby' });
});
