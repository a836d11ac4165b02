import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../../../bench/files/client/source.js';
import { Refusal, type ServerEvent } from '../../../../core/index.js';
import { settingsOf } from '../../../../plugins/file-transfer/options.js';
import { createIncoming, type Incoming } from '../../../../plugins/file-transfer/transfers/incoming.js';
import type { AbortReason } from '../../../../plugins/file-transfer/transfers/transfer.js';
import { manualClock } from '../../../../testkit/index.js';
import { type Deferred, deferred } from '../../../support/deferred.js';
import { createMemoryFileStore } from '../support/memory-file-store.js';

const CREDIT = 8_192;
const CHUNK = 4_096;

/** An upload whose writes take effect when the test says so. */
async function desk(size: number) {
  const clock = manualClock();
  const source = sourceOf(size, 7);
  const writes: Deferred<void>[] = [];
  const { limits } = settingsOf({ dir: 'x' });
  const fileStore = createMemoryFileStore(limits, clock, {
    write() {
      const write = deferred();
      writes.push(write);
      return write.promise;
    },
  });
  const facts = { name: 'a', size, type: 'text/plain', sha256: source.sha256 };
  const upload = await fileStore.begin(facts, { user: 'u', nick: 'ann', room: 'lobby' });
  const events: ServerEvent[] = [];
  const ended: AbortReason[] = [];
  const claim = (): Incoming =>
    createIncoming({
      upload: fileStore.upload(upload.id) ?? upload,
      credit: CREDIT,
      chunk: CHUNK,
      now: () => clock.now(),
      send: (event) => void events.push(event),
      over: (why) => void ended.push(why),
    });
  const settle = async () => {
    for (let round = 0; round < 10; round++) await Promise.resolve();
  };
  return {
    source,
    events,
    ended,
    claim,
    settle,
    /** Lets the oldest write take effect, if there is one. */
    async write() {
      await settle();
      writes.shift()?.resolve();
      await settle();
    },
    async fail() {
      await settle();
      writes.shift()?.reject(new Error('no disk'));
      await settle();
    },
    acks: () => events.flatMap((event) => (event.type === 'file.chunk_ack' ? [event.offset] : [])),
    mistakes: () => events.filter(({ type }) => type === 'file.ack').length,
  };
}

const codeOf = (taken: unknown) => (taken instanceof Refusal ? taken.code : taken);

describe('a file that comes in', () => {
  test('is acknowledged when all that came is written', async () => {
    const { source, claim, write, acks } = await desk(10_000);
    const incoming = claim();
    expect(incoming.chunk(0, source.read(0, 1_500))).toBe('taken');
    expect(acks()).toEqual([]);
    await write();
    expect(acks()).toEqual([1_500]);
  });

  test('is acknowledged at each quarter of the credit while more is under way', async () => {
    const { source, claim, write, acks } = await desk(20_000);
    const incoming = claim();
    for (let at = 0; at < 8_192; at += 1_024) incoming.chunk(at, source.read(at, 1_024));
    for (let count = 0; count < 8; count++) await write();
    expect(acks()).toEqual([2_048, 4_096, 6_144, 8_192]);
  });

  test('tells of a wrong offset once, and drops what is under way behind it', async () => {
    const { source, claim, events, mistakes } = await desk(20_000);
    const incoming = claim();
    const wrong = [4_096, 5_120, 6_144].map((at) => incoming.chunk(at, source.read(at, 1_024)));
    expect(wrong).toEqual(['lost', 'lost', 'lost']);
    expect(events).toEqual([{ type: 'file.ack', transfer: incoming.id, offset: 0 }]);
    expect(incoming.chunk(0, source.read(0, 1_024))).toBe('taken');
    incoming.chunk(4_096, source.read(4_096, 1_024));
    expect(mistakes()).toBe(2);
  });

  test('tells of a wrong offset again to a client that has not understood', async () => {
    const { source, claim, mistakes } = await desk(100_000);
    const incoming = claim();
    for (let count = 0; count <= CREDIT / 1_024; count++) incoming.chunk(50_000, source.read(50_000, 1_024));
    expect(mistakes()).toBe(2);
  });

  test('refuses more than the credit, and what came within it is not lost', async () => {
    const { source, claim, write } = await desk(20_000);
    const incoming = claim();
    incoming.chunk(0, source.read(0, CHUNK));
    incoming.chunk(CHUNK, source.read(CHUNK, CHUNK));
    expect(codeOf(incoming.chunk(2 * CHUNK, source.read(2 * CHUNK, CHUNK)))).toBe('FILE_CREDIT');
    expect(incoming.hold.expected).toBe(2 * CHUNK);
    await write();
    await write();
    expect(incoming.chunk(2 * CHUNK, source.read(2 * CHUNK, CHUNK))).toBe('taken');
  });

  test('ends for a client that never keeps to the credit, and can be gone on with', async () => {
    const { source, claim, ended } = await desk(20_000);
    const incoming = claim();
    for (let at = 0; at < CREDIT; at += CHUNK) incoming.chunk(at, source.read(at, CHUNK));
    for (let count = 0; count < 8; count++) incoming.chunk(CREDIT, source.read(CREDIT, CHUNK));
    expect(ended.map(({ code }) => code)).toEqual(['FILE_CREDIT']);
    expect(claim().hold.expected).toBe(CREDIT);
  });

  test.each([0, 1_023, CHUNK + 1])('refuses a part of %i bytes', async (length) => {
    const { source, claim } = await desk(20_000);
    expect(codeOf(claim().chunk(0, source.read(0, length)))).toBe('FILE_CHUNK_SIZE');
  });

  test('takes a last part that is small', async () => {
    const { source, claim } = await desk(1_024 + 3);
    const incoming = claim();
    incoming.chunk(0, source.read(0, 1_024));
    expect(incoming.chunk(1_024, source.read(1_024, 3))).toBe('taken');
  });

  test('refuses a part that goes beyond the size', async () => {
    const { claim } = await desk(2_000);
    expect(codeOf(claim().chunk(0, new Uint8Array(2_001)))).toBe('FILE_TOO_LARGE');
  });

  test('ends once when the disk fails, and can be gone on with from what is written', async () => {
    const { source, claim, write, fail, ended } = await desk(20_000);
    const incoming = claim();
    for (const at of [0, 2_048, 4_096]) incoming.chunk(at, source.read(at, 2_048));
    await write();
    await fail();
    await write();
    expect(ended.map(({ code }) => code)).toEqual(['FILE_STORE_FAILED']);
    expect(claim().hold.expected).toBe(2_048);
  });

  test('tells the one that had it that it was taken over', async () => {
    const { claim, ended, source } = await desk(20_000);
    const old = claim();
    claim();
    expect(ended).toEqual([{ code: 'FILE_TAKEN_OVER', text: expect.any(String) }]);
    expect(old.chunk(0, source.read(0, 2_048))).toBe('lost');
  });

  test('tells nobody when it is dropped', async () => {
    const { claim, ended, events, source, write } = await desk(20_000);
    const incoming = claim();
    incoming.chunk(0, source.read(0, 2_048));
    incoming.drop();
    await write();
    expect([ended, events]).toEqual([[], []]);
  });
});

type Step =
  | { readonly do: 'part'; readonly offset: number | undefined; readonly length: number }
  | { readonly do: 'write' | 'fail' | 'takeover' | 'drop' };

const SIZE = 40_000;
const part = (offset: fc.Arbitrary<number | undefined>) =>
  fc.record({ do: fc.constant('part' as const), offset, length: fc.integer({ min: 1, max: CHUNK + 1 }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: part(fc.constant(undefined)) },
  { weight: 3, arbitrary: part(fc.integer({ min: 0, max: SIZE })) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('write' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('fail' as const, 'takeover' as const, 'drop' as const) }) },
);

describe('whatever a client, the disk and the network do', () => {
  test('no more is under way than the credit, acknowledgements are true, and the file is whole in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120 }), async (steps) => {
        const stage = await desk(SIZE);
        const { source } = stage;
        let incoming = stage.claim();
        let known = 0;
        let isOver = false;
        for (const each of steps) {
          if (stage.ended.length > 0 || isOver) {
            stage.ended.length = 0;
            isOver = false;
            incoming = stage.claim();
            known = incoming.hold.expected;
          }
          if (each.do === 'part') {
            const offset = each.offset ?? incoming.hold.expected;
            const bytes = source.read(offset, each.length);
            // Bytes that are not the next ones must never be taken, whatever is in them.
            const wrong = offset !== incoming.hold.expected;
            const taken = incoming.chunk(offset, wrong ? new Uint8Array(bytes.length) : bytes);
            if (wrong) expect(taken).not.toBe('taken');
          } else if (each.do === 'write') await stage.write();
          else if (each.do === 'fail') await stage.fail();
          else if (each.do === 'drop') {
            incoming.drop();
            isOver = true;
          } else {
            incoming = stage.claim();
            stage.ended.length = 0;
            known = incoming.hold.expected;
          }
          for (const event of stage.events.splice(0)) {
            if (event.type !== 'file.chunk_ack') continue;
            expect(event.offset).toBeGreaterThan(known);
            expect(event.offset).toBeLessThanOrEqual(incoming.upload.facts.size);
            known = event.offset;
          }
          if (stage.ended.length === 0 && !isOver) expect(incoming.hold.expected - known).toBeLessThanOrEqual(CREDIT);
        }
        for (let round = 0; round < 80; round++) await stage.write();
        const last = stage.claim();
        stage.ended.length = 0;
        while (last.hold.expected < SIZE) {
          last.chunk(last.hold.expected, source.read(last.hold.expected, CHUNK));
          await stage.write();
        }
        const file = await last.hold.finish();
        expect(file.sha256).toBe(createHash('sha256').update(source.read(0, SIZE)).digest('hex'));
      }),
      { numRuns: 150 },
    );
  });
});
