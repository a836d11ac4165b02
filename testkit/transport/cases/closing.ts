import assert from 'node:assert/strict';
import type { CloseReason } from '../../../core/index.js';
import type { ConformanceCase, TransportHarness, TransportPeer } from '../harness.js';
import { type Recorder, record, withoutDrained } from '../recorder.js';
import { sameFrame, sameFrames } from '../same-frames.js';
import { onStage, type Stage, someTurns } from '../stage.js';

const bye: CloseReason = { code: 'bye', text: 'Good bye.' };

interface Ending {
  readonly how: string;
  readonly by: readonly string[];
  end(at: { peer: TransportPeer; near: Recorder; stage: Stage }): unknown;
}

const endings: readonly Ending[] = [
  { how: 'the peer closes', by: ['peer'], end: ({ peer }) => peer.close() },
  { how: 'the peer breaks the connection', by: ['peer', 'error'], end: ({ peer }) => peer.abort() },
  { how: 'we close', by: ['local'], end: ({ near }) => near.connection.close(bye) },
  { how: 'we destroy it', by: ['local'], end: ({ near }) => near.connection.destroy() },
  { how: 'the transport closes', by: ['local'], end: ({ stage }) => void stage.transport.close() },
];

function afterwards({ connection }: Recorder): void {
  connection.write(connection.framing.pack(['too late']));
  connection.pause();
  connection.resume();
  connection.close(bye);
  connection.destroy();
  connection.write(connection.framing.pack(['much too late']));
}

/** Rules about the end of connections. */
export function closingCases(harness: TransportHarness): readonly ConformanceCase[] {
  const once = ({ how, by, end }: Ending): ConformanceCase => ({
    name: `closed comes exactly once and last when ${how}`,
    run: () =>
      onStage(harness, async (stage) => {
        const { peer, near } = await stage.talk();
        peer.send('hello');
        await near.until(() => near.frames.length === 1);
        end({ peer, near, stage });
        const cause = await near.closed();
        assert.ok(by.includes(cause.by), `closed by ${cause.by}`);
        peer.send('too late');
        afterwards(near);
        await stage.transport.close();
        await someTurns();
        assert.deepEqual(near.calls, ['frame', 'closed']);
      }),
  });

  return [
    ...endings.map(once),
    {
      name: 'our reason is in the cause when we close',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { near, connection } = await talk();
          connection.close({ code: 'CHAT_SLOW_CONSUMER', text: 'Too slow.' });
          assert.deepEqual(await near.closed(), { by: 'local', code: 'CHAT_SLOW_CONSUMER', text: 'Too slow.' });
        }),
    },
    {
      name: 'closed is never called from inside close or destroy',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const [one, two] = [await talk(), await talk()];
          one.connection.close(bye);
          two.connection.destroy();
          assert.deepEqual([...one.near.calls, ...two.near.calls], []);
          await Promise.all([one.near.closed(), two.near.closed()]);
        }),
    },
    {
      name: 'a connection that ended before start tells so after start',
      run: () =>
        onStage(harness, async ({ meet, clock }) => {
          const { peer, connection } = await meet();
          connection.destroy();
          await peer.closed;
          await clock.settle();
          const near = record(connection);
          assert.equal((await near.closed()).by, 'local');
          assert.deepEqual(near.calls, ['closed']);
        }),
    },
    {
      name: 'what the peer sent before it closed is delivered before closed',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near } = await talk();
          const frames = Array.from({ length: 50 }, (_, at) => `last words ${at} ${'.'.repeat(at * 100)}`);
          for (const frame of frames) peer.send(frame);
          peer.close();
          await near.closed();
          sameFrames(near.frames, frames);
        }),
    },
    {
      name: 'close sends what was written first',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near, connection } = await talk();
          const frames = Array.from({ length: 100 }, (_, at) => `${at} `.padEnd(20_000, 'x'));
          for (const frame of frames) connection.write(connection.framing.pack([frame]));
          connection.close(bye);
          for (const [at, frame] of frames.entries()) sameFrame(await peer.next(), frame, at);
          assert.equal(await peer.next(), undefined);
          await near.closed();
        }),
    },
    {
      name: 'a connection can be closed while it is paused and the peer goes on sending',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near, connection } = await talk();
          connection.pause();
          for (let at = 0; at < 20; at++) peer.send('x'.repeat(60_000));
          await someTurns();
          connection.write(connection.framing.pack(['goodbye']));
          connection.close(bye);
          assert.equal(await peer.next(), 'goodbye');
          assert.equal(await peer.next(), undefined);
          assert.equal((await near.closed()).by, 'local');
          assert.deepEqual(withoutDrained(near), ['closed']);
        }),
    },
    {
      name: 'a write after close does nothing',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near, connection } = await talk();
          connection.write(connection.framing.pack(['first']));
          connection.close(bye);
          connection.write(connection.framing.pack(['second']));
          assert.equal(await peer.next(), 'first');
          assert.equal(await peer.next(), undefined);
          await near.closed();
        }),
    },
    {
      name: 'nothing is delivered once we have closed',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near, connection } = await talk();
          near.onframe = () => connection.close(bye);
          peer.sendTogether(['one', 'two', 'three']);
          await near.closed();
          assert.deepEqual(near.calls, ['frame', 'closed']);
        }),
    },
  ];
}
