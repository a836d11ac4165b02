import assert from 'node:assert/strict';
import type { Frame, Packet } from '../../../core/index.js';
import type { ConformanceCase, TransportHarness } from '../harness.js';
import { record } from '../recorder.js';
import { sameFrame, sameFrames } from '../same-frames.js';
import { LIMIT, onStage } from '../stage.js';

const SIZES = [1, 2, 3, 124, 125, 126, 127, 1_000, 1_460, 16_384, 65_535, 65_536, LIMIT - 1, LIMIT];
const TALES = ['plain', 'Привет, как дела?', '你好，世界：测试', 'é ü ñ', '🙂👩‍👩‍👧 🇷🇺', '{"json":"\\n"}', ' spaces '];

function textOf(size: number): string {
  return String(size).padEnd(size, 'abcdefghij').slice(0, size);
}

function bytesOf(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at * 7 + size) & 0xff);
}

/** A packet in a form that can be compared. */
function comparable(packet: Packet): unknown {
  return packet instanceof Uint8Array ? Buffer.from(packet).toString('base64') : packet;
}

/** Rules about frames: whole, in order, of the right kind. */
export function frameCases(harness: TransportHarness): readonly ConformanceCase[] {
  const texts: readonly Frame[] = [...SIZES.map(textOf), ...TALES];
  const bytes: readonly Frame[] = SIZES.map(bytesOf);

  const receives = (frames: readonly Frame[]) => () =>
    onStage(harness, async ({ talk }) => {
      const { peer, near } = await talk();
      for (const frame of frames) peer.send(frame);
      await near.until(() => near.frames.length + near.faults.length >= frames.length);
      sameFrames(near.frames, frames);
    });

  const sends = (frames: readonly Frame[]) => () =>
    onStage(harness, async ({ talk }) => {
      const { peer, connection } = await talk();
      for (const frame of frames) connection.write(connection.framing.pack([frame]));
      for (const [at, frame] of frames.entries()) sameFrame(await peer.next(), frame, at);
    });

  const mixed: readonly Frame[] = ['text', bytesOf(4), 'AB', Uint8Array.of(0x41, 0x42), bytesOf(200), 'end'];
  const binary: readonly ConformanceCase[] = [
    { name: 'binary frames of every size arrive whole and in order', run: receives(bytes) },
    { name: 'binary frames of every size reach the peer whole and in order', run: sends(bytes) },
    { name: 'text and binary are kept apart on arrival', run: receives(mixed) },
    { name: 'text and binary are kept apart on the way out', run: sends(mixed) },
  ];

  return [
    { name: 'text frames of every size arrive whole and in order', run: receives(texts) },
    { name: 'text frames of every size reach the peer whole and in order', run: sends(texts) },
    ...(harness.supports.binary ? binary : []),
    {
      name: 'frames that arrive in one piece are told apart',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, near } = await talk();
          const frames = Array.from({ length: 200 }, (_, at) => `frame ${at}`);
          peer.sendTogether(frames);
          await near.until(() => near.frames.length >= frames.length);
          sameFrames(near.frames, frames);
        }),
    },
    {
      name: 'frames packed together reach the peer one by one',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { peer, connection } = await talk();
          const frames = Array.from({ length: 200 }, (_, at) => `frame ${at}`);
          connection.write(connection.framing.pack(frames));
          for (const [at, frame] of frames.entries()) sameFrame(await peer.next(), frame, at);
        }),
    },
    {
      name: 'joining packets gives what packing all their frames gives',
      run: () =>
        onStage(harness, async ({ meet }) => {
          const { framing } = (await meet()).connection;
          const groups = [['a'], ['b', 'ç'], [textOf(300)], [textOf(66_000), '终']];
          const joined = framing.join(groups.map((group) => framing.pack(group)));
          assert.deepEqual(comparable(joined), comparable(framing.pack(groups.flat())));
        }),
    },
    {
      name: 'connections that frame alike share one framing object',
      run: () =>
        onStage(harness, async ({ meet }) => {
          const [one, two] = [await meet(), await meet()];
          assert.equal(one.connection.framing, two.connection.framing);
        }),
    },
    {
      name: 'a framing refuses bytes exactly when it says that it cannot carry them',
      run: () =>
        onStage(harness, async ({ meet }) => {
          const { framing } = (await meet()).connection;
          const pack = () => framing.pack([bytesOf(3)]);
          if (framing.binary) assert.doesNotThrow(pack);
          else assert.throws(pack, TypeError);
        }),
    },
    {
      name: 'frames that come before start are kept',
      run: () =>
        onStage(harness, async ({ meet, clock }) => {
          const { peer, connection } = await meet();
          peer.sendTogether(['early', 'bird']);
          await clock.settle();
          const near = record(connection);
          peer.send('later');
          await near.until(() => near.frames.length >= 3);
          assert.deepEqual(near.frames, ['early', 'bird', 'later']);
        }),
    },
  ];
}
