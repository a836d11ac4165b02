import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Connection } from '../../../core/index.js';
import type { ConformanceCase, TransportHarness } from '../harness.js';
import { record } from '../recorder.js';
import { sameFrame, sameFrames } from '../same-frames.js';
import { onStage, someTurns } from '../stage.js';

// Random, so that no compression makes it small.
const FRAME = randomBytes(49_152).toString('base64');
const ENOUGH = 4_000_000;
const TOO_MUCH = 200_000_000;

/** Writes to a peer that does not read, until bytes pile up. Gives the number of frames written. */
export async function fill(connection: Connection): Promise<number> {
  const packet = connection.framing.pack([FRAME]);
  let frames = 0;
  while (connection.pendingBytes < ENOUGH) {
    assert.ok(frames * FRAME.length < TOO_MUCH, 'pendingBytes does not rise for a peer that does not read');
    connection.write(packet);
    frames++;
    if (frames % 16 === 0) await someTurns(1);
  }
  return frames;
}

/** Rules about peers that read slowly, and about reading slowly ourselves. */
export function flowCases(harness: TransportHarness): readonly ConformanceCase[] {
  return [
    {
      name: 'pendingBytes rises for a peer that does not read, and drained follows when it reads again',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near, connection } = await talk();
          peer.freeze();
          const frames = await fill(connection);
          const early = near.calls.length;
          peer.thaw();
          for (let at = 0; at < frames; at++) sameFrame(await peer.next(), FRAME, at);
          await near.until(() => near.calls.length > early);
          assert.equal(connection.pendingBytes, 0);
          assert.deepEqual(near.calls.slice(early), ['drained']);
        }),
    },
    {
      name: 'nothing stays pending for a peer that reads',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, connection } = await talk();
          connection.write(connection.framing.pack(['small']));
          assert.equal(await peer.next(), 'small');
          assert.equal(connection.pendingBytes, 0);
        }),
    },
    {
      name: 'pause stops frames at once, even those that came in the same piece, and resume goes on in order',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near, connection } = await talk();
          const frames = Array.from({ length: 60 }, (_, at) => `frame ${at}`);
          near.onframe = () => {
            if (near.frames.length % 20 === 0) connection.pause();
          };
          peer.sendTogether(frames.slice(0, 30));
          for (const frame of frames.slice(30)) peer.send(frame);
          for (const stop of [20, 40, 60]) {
            await near.until(() => near.frames.length >= stop);
            await someTurns();
            assert.equal(near.frames.length, stop);
            connection.resume();
          }
          sameFrames(near.frames, frames);
        }),
    },
    {
      name: 'pause before start holds frames until resume',
      run: () =>
        onStage(harness, async ({ meet }) => {
          const { peer, connection } = await meet();
          connection.pause();
          const near = record(connection);
          peer.sendTogether(['one', 'two']);
          await someTurns();
          assert.deepEqual(near.calls, []);
          connection.resume();
          await near.until(() => near.frames.length === 2);
          assert.deepEqual(near.frames, ['one', 'two']);
        }),
    },
    {
      name: 'a connection can write while it is paused',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, connection } = await talk();
          connection.pause();
          connection.write(connection.framing.pack(['still here']));
          assert.equal(await peer.next(), 'still here');
        }),
    },
    {
      name: 'frames that are held by pause come before closed when the peer closes',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near, connection } = await talk();
          near.onframe = () => connection.pause();
          peer.sendTogether(['one', 'two']);
          peer.close();
          await near.until(() => near.frames.length === 1);
          await someTurns();
          connection.resume();
          await near.until(() => near.frames.length === 2);
          connection.resume();
          await near.closed();
          assert.deepEqual(near.calls, ['frame', 'frame', 'closed']);
        }),
    },
  ];
}
