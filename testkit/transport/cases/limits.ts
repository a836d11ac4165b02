import assert from 'node:assert/strict';
import type { ConformanceCase, TransportHarness } from '../harness.js';
import { record } from '../recorder.js';
import { LIMIT, onStage } from '../stage.js';

/** What is allowed of an unfinished frame where that is bounded, in bytes. */
const BOUND = 10_000;

/** Rules about frames that cannot be taken. */
export function limitCases(harness: TransportHarness): readonly ConformanceCase[] {
  const raw: readonly ConformanceCase[] = [
    {
      name: 'a text that is not UTF-8 is never delivered: it is refused, or ends the connection, with CHAT_BAD_ENCODING',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near } = await talk();
          peer.send('before');
          peer.sendBroken?.();
          await near.until(() => near.faults.length > 0 || near.cause !== undefined);
          assert.deepEqual(near.frames, ['before']);
          assert.equal(near.faults[0]?.code ?? near.cause?.code, 'CHAT_BAD_ENCODING');
          if (near.cause !== undefined) return;
          peer.send('after');
          await near.until(() => near.frames.length === 2);
          assert.deepEqual(near.frames, ['before', 'after']);
        }),
    },
  ];
  const bounded: readonly ConformanceCase[] = [
    {
      name: 'a frame over what limitInput allows is never delivered: it is refused, or ends the connection, with CHAT_FRAME_TOO_LARGE',
      run: () =>
        onStage(harness, async ({ meet }) => {
          const { peer, connection } = await meet();
          connection.limitInput?.(BOUND);
          const near = record(connection);
          peer.send('x'.repeat(BOUND / 2));
          peer.send('x'.repeat(BOUND + 1));
          await near.until(() => near.faults.length > 0 || near.cause !== undefined);
          assert.equal(near.faults[0]?.code ?? near.cause?.code, 'CHAT_FRAME_TOO_LARGE');
          assert.equal(near.frames.length, 1);
        }),
    },
    {
      name: 'once limitInput is lifted, frames up to the limit of the transport are taken',
      run: () =>
        onStage(harness, async ({ meet }) => {
          const { peer, connection } = await meet();
          connection.limitInput?.(BOUND);
          const near = record(connection);
          peer.send('before');
          await near.until(() => near.frames.length === 1);
          connection.limitInput?.(undefined);
          peer.send('x'.repeat(LIMIT));
          await near.until(() => near.frames.length === 2 || near.cause !== undefined);
          assert.deepEqual(near.calls, ['frame', 'frame']);
        }),
    },
  ];
  return [
    ...(harness.supports.inputLimit === true ? bounded : []),
    {
      name: 'a frame over the limit is refused with CHAT_FRAME_TOO_LARGE and the connection lives',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near } = await talk();
          peer.send('before');
          peer.send('x'.repeat(LIMIT + 1));
          peer.send('between');
          peer.send('я'.repeat(LIMIT));
          peer.send('after');
          await near.until(() => near.frames.includes('after') || near.cause !== undefined);
          assert.deepEqual(near.calls, ['frame', 'rejected', 'frame', 'rejected', 'frame']);
          assert.deepEqual(
            near.faults.map(({ code }) => code),
            ['CHAT_FRAME_TOO_LARGE', 'CHAT_FRAME_TOO_LARGE'],
          );
          assert.deepEqual(near.frames, ['before', 'between', 'after']);
        }),
    },
    ...(harness.supports.rawText ? raw : []),
  ];
}
