import { expect, onTestFinished, test } from 'vitest';
import { websocket } from '../../../../adapters/transports/websocket/index.js';
import { nativePeer } from '../../../support/peers.js';
import { openWorld } from '../../../support/world.js';
import { webSocketPeer } from '../../transports/support/websocket-peer.js';

async function openPort() {
  const world = await openWorld();
  const [address] = await world.hub.listen(websocket({ port: 0 }));
  return {
    ...world,
    async dial(path = '', subprotocol?: string) {
      const peer = await webSocketPeer(`${address?.url}${path}`, subprotocol === undefined ? {} : { subprotocol });
      onTestFinished(() => peer.abort());
      return peer;
    },
  };
}

test('a bare WebSocket is a guest at once', async () => {
  const { dial } = await openPort();
  const guest = await dial();
  expect([await guest.next(), await guest.next(), await guest.next()]).toEqual([
    'Welcome to Partyline.',
    '-- You are guest1000. Type /help for help, /nick NAME to change your nick.',
    '-- You are in #lobby: guest1000',
  ]);
});

test('what a guest says reaches programs, and theirs the guest', async () => {
  const { dial } = await openPort();
  const program = nativePeer(await dial('', 'partyline.v1'));
  await program.ok({ type: 'hello', nick: 'ann' });
  await program.ok({ type: 'join', room: 'lobby' });
  const guest = await dial();
  guest.send('Привет, 世界');
  expect(await program.next('joined')).toMatchObject({ user: { nick: 'guest1000', wires: ['websocket/text'] } });
  expect(await program.next('message')).toMatchObject({ text: 'Привет, 世界', from: { nick: 'guest1000' } });
  await program.ok({ type: 'say', room: 'lobby', text: 'hi\nguest' });
  for (let line = 0; line < 3; line++) await guest.next();
  expect(await guest.next()).toBe('ann: hi\n  guest');
});

test('with ?echo=1 a guest sees its own lines', async () => {
  const { dial } = await openPort();
  const guest = await dial('?echo=1');
  guest.send('me too');
  for (let line = 0; line < 3; line++) await guest.next();
  expect(await guest.next()).toBe('guest1000: me too');
});

test('a frame of several lines is one message', async () => {
  const { dial, native } = await openPort();
  const bob = await native('bob', 'lobby');
  (await dial()).send('one\r\ntwo\n');
  expect(await bob.next('message')).toMatchObject({ text: 'one\ntwo' });
});

test('a guest that quits is told goodbye, and the WebSocket closes in order', async () => {
  const { dial } = await openPort();
  const guest = await dial();
  guest.send('/quit');
  for (let line = 0; line < 3; line++) await guest.next();
  expect(await guest.next()).toBe('-- Goodbye.');
  expect(await guest.closed).toMatchObject({ code: 1000 });
});
