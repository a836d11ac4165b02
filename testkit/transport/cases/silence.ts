import assert from 'node:assert/strict';
import type { ConformanceCase, TransportHarness } from '../harness.js';
import { withoutDrained } from '../recorder.js';
import { onStage, someTurns } from '../stage.js';
import { fill } from './flow.js';

/** Rules about peers that are gone without a word. */
export function silenceCases(harness: TransportHarness): readonly ConformanceCase[] {
  return [...(harness.supports.pings === true ? pingCases(harness) : []), ...deathCases(harness)];
}

/** Rules about pings of the wire itself. */
function pingCases(harness: TransportHarness): readonly ConformanceCase[] {
  return [
    {
      name: 'a pong is counted, and is no frame',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { near, connection } = await talk();
          assert.equal(connection.pongs, 0);
          for (const count of [1, 2]) {
            connection.ping?.();
            while ((connection.pongs ?? 0) < count) await someTurns(1);
          }
          assert.deepEqual(withoutDrained(near), []);
        }),
    },
    {
      name: 'a peer that does not read sends no pong',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, connection } = await talk();
          peer.freeze();
          connection.ping?.();
          await someTurns(100);
          assert.equal(connection.pongs, 0);
        }),
    },
    {
      name: 'a ping after the close does nothing',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near, connection } = await talk();
          connection.close({ code: 'bye', text: '' });
          connection.ping?.();
          await peer.closed;
          await near.closed();
          connection.ping?.();
          assert.equal(connection.pongs, 0);
        }),
    },
  ];
}

function deathCases(harness: TransportHarness): readonly ConformanceCase[] {
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
