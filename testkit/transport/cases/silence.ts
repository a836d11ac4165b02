import assert from 'node:assert/strict';
import type { ConformanceCase, TransportHarness } from '../harness.js';
import { withoutDrained } from '../recorder.js';
import { onStage } from '../stage.js';
import { fill } from './flow.js';

/** Rules about peers that are gone without a word. */
export function silenceCases(harness: TransportHarness): readonly ConformanceCase[] {
  const { findsDeadWithinMs } = harness.supports;
  if (findsDeadWithinMs === undefined) return [];
  return [
    {
      name: 'a peer that takes nothing any more is found and closed by timeout',
      run: () =>
        onStage(harness, async ({ talk, clock }) => {
          const { peer, near, connection } = await talk();
          peer.freeze();
          await fill(connection);
          await clock.advance(findsDeadWithinMs);
          assert.equal((await near.closed()).by, 'timeout');
          assert.deepEqual(withoutDrained(near), ['closed']);
        }),
    },
    {
      name: 'a peer that does not answer our close does not hold us up',
      run: () =>
        onStage(harness, async ({ talk, clock, transport }) => {
          const { peer, near, connection } = await talk();
          peer.freeze();
          await fill(connection);
          const closing = transport.close();
          await clock.advance(findsDeadWithinMs);
          await closing;
          assert.deepEqual(withoutDrained(near), ['closed']);
        }),
    },
    {
      name: 'no timer is left when everybody has gone',
      run: () =>
        onStage(harness, async ({ talk, clock, transport }) => {
          const { peer, near } = await talk();
          peer.close();
          await near.closed();
          await transport.close();
          assert.equal(clock.timers, 0);
        }),
    },
  ];
}
