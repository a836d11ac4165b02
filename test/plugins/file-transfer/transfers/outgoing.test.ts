import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../../../bench/files/client/source.js';
import type { BulkPiece, BulkSource } from '../../../../core/index.js';
import type { FileReader } from '../../../../plugins/file-transfer/file-store/index.js';
import { createOutgoing } from '../../../../plugins/file-transfer/transfers/outgoing.js';
import type { AbortReason } from '../../../../plugins/file-transfer/transfers/transfer.js';
import { manualClock } from '../../../../testkit/index.js';

interface Wish {
  readonly size: number;
  readonly offset?: number;
  readonly credit?: number;
  readonly chunk?: number;
}

/** A file that goes out, and a connection that takes a piece whenever the test says so. */
function out({ size, offset = 0, credit = 65_536, chunk = 16_384 }: Wish) {
  const source = sourceOf(size, 3);
  const reads: { resolve(): void; reject(): void; readonly length: number }[] = [];
  let isOpen = true;
  let allocated = 0;
  const reader: FileReader = {
    file: {
      id: 'f',
      name: 'a.bin',
      type: 'text/plain',
      size,
      sha256: source.sha256,
      at: 0,
      owner: { user: 'u', nick: 'ann', room: 'lobby' },
    },
    read: (at, length, into) =>
      new Promise((resolve, reject) => {
        if (into === undefined) allocated++;
        const bytes = into ?? new Uint8Array(length);
        const fill = () => {
          bytes.set(source.read(at, length));
          resolve(bytes.subarray(0, length));
        };
        reads.push({ length, resolve: fill, reject: () => reject(new Error('no')) });
      }),
    async close() {
      isOpen = false;
    },
  };
  const ended: AbortReason[] = [];
  let isDone = 0;
  let wakes = 0;
  const outgoing = createOutgoing({
    id: 'd1',
    reader,
    offset,
    credit,
    chunk,
    now: manualClock().now,
    done: () => void isDone++,
    over: (why) => void ended.push(why),
  });
  let bulk: BulkSource | undefined;
  const settle = async () => {
    for (let round = 0; round < 5; round++) await Promise.resolve();
  };
  return {
    source,
    outgoing,
    ended,
    begin: () =>
      outgoing.begin((given) => {
        bulk = given;
        return { wake: () => void wakes++, cancel() {} };
      }),
    take: (): BulkPiece | undefined => bulk?.next(),
    async read() {
      reads.shift()?.resolve();
      await settle();
    },
    async failRead() {
      reads.shift()?.reject();
      await settle();
    },
    allocated: () => allocated,
    reading: () => reads.map(({ length }) => length),
    isOpen: () => isOpen,
    done: () => isDone,
    wakes: () => wakes,
  };
}

const typeOf = (piece: BulkPiece | undefined) => piece?.event.type;

describe('a file that goes out', () => {
  test('begins with its header and ends with its end', async () => {
    const { begin, take, read, done, isOpen, source } = out({ size: 20_000 });
    begin();
    expect(take()?.event).toMatchObject({ type: 'file.header', transfer: 'd1', size: 20_000, offset: 0 });
    expect(take()).toBeUndefined();
    await read();
    expect([take()?.bytes?.length, take()?.bytes?.length]).toEqual([16_384, 20_000 - 16_384]);
    expect(take()?.event).toEqual({ type: 'file.end', transfer: 'd1', sha256: source.sha256 });
    expect([take(), done(), isOpen()]).toEqual([undefined, 1, false]);
  });

  test('of no bytes is a header and an end', () => {
    const { begin, take, reading } = out({ size: 0 });
    begin();
    expect([typeOf(take()), typeOf(take()), take()]).toEqual(['file.header', 'file.end', undefined]);
    expect(reading()).toEqual([]);
  });

  test('begins at the place that is asked for', async () => {
    const { begin, take, read } = out({ size: 20_000, offset: 19_000 });
    begin();
    expect(take()?.event).toMatchObject({ offset: 19_000 });
    await read();
    expect(take()?.event).toEqual({ type: 'file.chunk', transfer: 'd1', offset: 19_000 });
  });

  test('waits for an acknowledgement when the credit is used up, and is woken by it', async () => {
    const { begin, take, read, outgoing, wakes } = out({ size: 200_000 });
    begin();
    take();
    await read();
    for (let count = 0; count < 4; count++) expect(typeOf(take())).toBe('file.chunk');
    await read();
    expect(take()).toBeUndefined();
    const before = wakes();
    expect(outgoing.acknowledge(16_384)).toBe(16_384);
    expect(wakes()).toBe(before + 1);
    expect([typeOf(take()), take()]).toEqual(['file.chunk', undefined]);
  });

  test('goes part by part where the credit is one part', async () => {
    const { begin, take, read, outgoing } = out({ size: 200_000, credit: 65_536, chunk: 65_536 });
    begin();
    take();
    for (let at = 0; at < 200_000; at += 65_536) {
      await read();
      const piece = take();
      expect(piece?.event).toMatchObject({ type: 'file.chunk', offset: at });
      if (outgoing.sent < 200_000) expect(take()).toBeUndefined();
      outgoing.acknowledge(outgoing.sent);
    }
    expect(typeOf(take())).toBe('file.end');
  });

  test('never cuts a part to what is left of the credit', async () => {
    const { begin, take, read, outgoing } = out({ size: 200_000 });
    begin();
    take();
    await read();
    for (let count = 0; count < 4; count++) take();
    await read();
    outgoing.acknowledge(7);
    expect(take()).toBeUndefined();
  });

  test('reads two buffers ahead, and no further', async () => {
    const { begin, read, reading } = out({ size: 1_000_000, credit: 65_536 });
    begin();
    expect(reading()).toEqual([65_536]);
    await read();
    expect(reading()).toEqual([65_536]);
    await read();
    expect(reading()).toEqual([]);
  });

  test('reads into two buffers again and again', async () => {
    const { begin, take, read, outgoing, allocated, done } = out({ size: 2_000_000, credit: 65_536 });
    begin();
    for (let round = 0; done() === 0 && round < 1_000; round++) {
      await read();
      take();
      outgoing.acknowledge(outgoing.sent);
    }
    expect([done(), allocated()]).toEqual([1, 2]);
  });

  test('knows nothing of an acknowledgement of what was not sent', () => {
    const { begin, outgoing } = out({ size: 1_000 });
    begin();
    expect(outgoing.acknowledge(1)).toBeUndefined();
  });

  test('ends when it cannot be read, and leaves nothing open', async () => {
    const { begin, take, failRead, ended, isOpen } = out({ size: 1_000 });
    begin();
    await failRead();
    expect(ended).toEqual([{ code: 'FILE_STORE_FAILED', text: expect.any(String) }]);
    expect([take(), isOpen()]).toEqual([undefined, false]);
  });

  test('gives nothing any more once it is dropped, even if a read was under way', async () => {
    const { begin, take, read, outgoing, isOpen, done } = out({ size: 1_000 });
    begin();
    outgoing.drop();
    await read();
    expect([take(), isOpen(), done()]).toEqual([undefined, false, 0]);
  });
});

type Step = { readonly do: 'take' | 'read' } | { readonly do: 'ack'; readonly share: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('take' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('ack' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
);

describe('however reads, acknowledgements and a slow connection fall', () => {
  test('no more is under way than the credit, and the bytes are those of the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 300_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 65_536, max: 131_072 }),
        fc.integer({ min: 4_096, max: 65_536 }),
        fc.array(step, { maxLength: 80 }),
        async (size, from, credit, chunk, steps) => {
          const offset = Math.floor(size * from);
          const stage = out({ size, offset, credit, chunk });
          const { outgoing, source } = stage;
          const hash = createHash('sha256').update(source.read(0, offset));
          let received = offset;
          let acknowledged = offset;
          /** The last part: a connection may still be writing it until the next one is asked for. */
          let last: { readonly bytes: Uint8Array; readonly copy: Buffer } | undefined;
          const act = async (each: Step) => {
            if (each.do === 'read') return stage.read();
            if (each.do === 'ack') {
              acknowledged = Math.max(acknowledged, Math.floor(acknowledged + (received - acknowledged) * each.share));
              return void outgoing.acknowledge(acknowledged);
            }
            if (last !== undefined) expect(last.copy.equals(last.bytes)).toBe(true);
            last = undefined;
            const piece = stage.take();
            if (piece?.event.type !== 'file.chunk' || piece.bytes === undefined) return;
            expect(piece.event.offset).toBe(received);
            expect(piece.bytes.length).toBeLessThanOrEqual(chunk);
            received += piece.bytes.length;
            hash.update(piece.bytes);
            last = { bytes: piece.bytes, copy: Buffer.from(piece.bytes) };
            expect(received - acknowledged).toBeLessThanOrEqual(credit);
          };
          stage.begin();
          for (const each of steps) await act(each);
          for (let round = 0; stage.done() === 0 && round < 1_000; round++) {
            for (const each of ['read', 'take'] as const) await act({ do: each });
            await act({ do: 'ack', share: 1 });
          }
          expect(stage.done()).toBe(1);
          expect(hash.digest('hex')).toBe(source.sha256);
        },
      ),
      { numRuns: 150 },
    );
  });
});
