import { expect, test } from 'vitest';
import { memory } from '../../../adapters/transports/memory/index.js';
import { nativeSubprotocol, type Plugin } from '../../../core/index.js';
import { deferred } from '../../support/deferred.js';
import { nativePeer } from '../../support/peers.js';
import { openWorld } from '../../support/world.js';

test('those who came by a transport are sent off to come back, the others notice nothing', async () => {
  const world = await openWorld();
  const second = memory();
  await world.hub.listen(second);
  const ann = await world.native('ann', 'lobby');
  const bob = nativePeer(second.connect({ subprotocol: nativeSubprotocol }));
  bob.send({ type: 'hello', ref: 'h', nick: 'bob', protocol: 1 });
  await world.settle();
  await world.hub.unlisten(second);
  await bob.over;
  expect(bob.all('bye')).toMatchObject([{ code: 'CHAT_LISTENER_CLOSED', reconnectMs: expect.any(Number) }]);
  ann.send({ type: 'say', ref: 's', room: 'lobby', text: 'still here' });
  await world.settle();
  expect(ann.all('message')).toMatchObject([{ text: 'still here' }]);
});

test('what such a peer has sent is done before it is sent off', async () => {
  const held = deferred();
  const slow: Plugin = {
    name: 'slow',
    setup: (host) =>
      host.gate('publish', async (draft) => {
        await held.promise;
        return draft;
      }),
  };
  const world = await openWorld({ plugins: [slow] });
  const ann = await world.native('ann', 'lobby');
  ann.send({ type: 'say', ref: 's', room: 'lobby', text: 'last words' });
  await world.settle();
  const closing = world.hub.unlisten(world.transport);
  held.resolve();
  await closing;
  await ann.over;
  expect(ann.heard.slice(-2)).toMatchObject([{ type: 'ok', ref: 's' }, { type: 'bye' }]);
});

test('the transport is listened to again, and kept sessions go on', async () => {
  const world = await openWorld();
  const ann = world.stranger();
  ann.send({ type: 'hello', ref: 'h', nick: 'ann', protocol: 1, resume: 'a-token-that-nobody-can-guess' });
  ann.send({ type: 'join', ref: 'j', room: 'lobby' });
  await world.settle();
  await world.hub.unlisten(world.transport);
  await ann.over;
  await world.hub.listen(world.transport);
  const again = world.stranger();
  again.send({ type: 'hello', ref: 'h', protocol: 1, resume: 'a-token-that-nobody-can-guess', positions: {} });
  await world.settle();
  expect(again.all('welcome')).toMatchObject([{ resumed: true, user: { nick: 'ann' } }]);
});

test('a transport that is not listened on is nothing to close', async () => {
  const world = await openWorld();
  const other = memory();
  await world.hub.unlisten(other);
  expect(world.hub.state).toBe('open');
});

test('whoever does not go in time is cut off', async () => {
  const world = await openWorld({
    plugins: [{ name: 'stuck', setup: (host) => host.gate('publish', () => new Promise(() => {})) }],
  });
  const ann = await world.native('ann', 'lobby');
  ann.send({ type: 'say', ref: 's', room: 'lobby', text: 'held up' });
  await world.settle();
  let closed = false;
  const closing = world.hub.unlisten(world.transport, { drainMs: 100 }).then(() => {
    closed = true;
  });
  await world.settle();
  expect(closed).toBe(false);
  await world.clock.advance(100);
  await closing;
  expect(closed).toBe(true);
});

test('a hub that stops meanwhile ends as well', async () => {
  const world = await openWorld();
  const ann = await world.native('ann', 'lobby');
  const closing = world.hub.unlisten(world.transport);
  await world.hub.stop();
  await closing;
  await ann.over;
  expect(world.hub.state).toBe('stopped');
});
