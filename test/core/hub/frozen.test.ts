import { expect, test } from 'vitest';
import { tcp } from '../../../adapters/transports/tcp/index.js';
import { portOf } from '../../adapters/transports/support/harnesses.js';
import { tcpPeer } from '../../adapters/transports/support/tcp-peer.js';
import { nativePeer } from '../../support/peers.js';
import { openWorld } from '../../support/world.js';

test('a hub stops within its deadline though a peer has stopped to read', async () => {
  const { hub, clock, settle } = await openWorld({ limits: { outboxBytes: 100_000_000 } });
  const addresses = await hub.listen(tcp({ port: 0 }));
  const frozen = nativePeer(await tcpPeer({ port: portOf(addresses) }));
  await frozen.ok({ type: 'hello', nick: 'frozen' });
  await frozen.ok({ type: 'join', room: 'lobby' });
  frozen.wire.freeze();
  // More than the operating system keeps for a connection on both of its sides.
  for (let count = 0; count < 2_000; count++) {
    await hub.chat.say({ room: 'lobby', text: 'ж'.repeat(4_000) });
    if (count % 100 === 0) await settle();
  }
  let stopped = false;
  const stop = hub.stop({ drainMs: 3_000 }).then(() => {
    stopped = true;
  });
  await clock.settle();
  await clock.advance(2_999);
  expect(stopped).toBe(false);
  await clock.advance(1);
  await stop;
  expect(hub.state).toBe('stopped');
  frozen.wire.abort();
});
