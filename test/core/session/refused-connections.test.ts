import { expect, test } from 'vitest';
import type { Hub } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

/** The refusals that a hub tells its listeners of. */
function refusals(hub: Hub): readonly { what: string; code: string }[] {
  const told: { what: string; code: string }[] = [];
  hub.on('refused', ({ what, code }) => told.push({ what, code }));
  return told;
}

test('a connection for which there is no place is reported', async () => {
  const { hub, native, stranger } = await openWorld({ limits: { sessions: 1 } });
  const told = refusals(hub);
  await native('ann');
  await stranger().over;
  expect(told).toEqual([{ what: 'connection', code: 'CHAT_HUB_FULL' }]);
});

test('a connection that never introduced itself is reported', async () => {
  const { hub, stranger, pass } = await openWorld({ limits: { handshakeMs: 5_000 } });
  const told = refusals(hub);
  const ann = stranger();
  await pass(5_000);
  await ann.over;
  expect(told).toEqual([{ what: 'connection', code: 'CHAT_HANDSHAKE_TIMEOUT' }]);
});

test('a connection that sends nothing but rubbish is reported frame by frame, and once when it is closed for that', async () => {
  const { hub, stranger } = await openWorld({ limits: { faults: 2 } });
  const told = refusals(hub);
  const ann = stranger();
  for (const frame of ['{', '{', '{']) ann.wire.send(frame);
  await ann.over;
  const frame = { what: 'frame', code: 'CHAT_BAD_FRAME' };
  expect(told).toEqual([frame, frame, { what: 'connection', code: 'CHAT_PROTOCOL' }]);
});
