import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '../../../../../core/index.js';
import { refusal, script } from './support/script.js';
import { byteAt, simulate } from './support/simulation.js';

const PART = 4_096;
const sizes = [0, 1, PART, PART + 1, 3 * PART];

type Step =
  | { readonly do: 'offer'; readonly size: number }
  | { readonly do: 'answered'; readonly what: 'header' | 'chunk' }
  | { readonly do: 'reply'; readonly at: number; readonly code: string | undefined }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'close' };

const codes = fc.constantFrom(undefined, undefined, undefined, 'FILE_UNKNOWN', 'FILE_OFFSET', 'FILE_BUSY');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('offer' as const), size: fc.constantFrom(...sizes) }) },
  { weight: 20, arbitrary: fc.record({ do: fc.constant('answered' as const), what: fc.constant('chunk' as const) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('answered' as const), what: fc.constant('header' as const) }) },
  { weight: 32, arbitrary: fc.record({ do: fc.constant('reply' as const), at: fc.nat({ max: 3 }), code: codes }) },
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, 1_000, 5_000, 120_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const) }) },
);

/** A queue, whatever is done to it, and what it may do. */
function judged() {
  const stage = script();
  const offered = new Map<string, number>();
  /** Files in the order in which they were asked for. */
  const asked: string[] = [];
  /** Up to where each transfer was acknowledged, and told so. */
  const told = new Map<string, number>();
  /** Parts that the client has acknowledged, and how often that was said to the plugin. */
  let answers = 0;
  let passedOn = 0;
  let seen = 0;
  let closedAt: number | undefined;

  function judge(): void {
    for (const line of stage.log.slice(seen)) {
      const [command, id = '', offset] = line.split(' ');
      if (command === 'file.get' && asked.at(-1) !== id) asked.push(id);
      // What is done is done to the file that is being given.
      else if (command !== 'file.get') expect(id).toBe(`d-${asked.at(-1)}`);
      if (command === 'file.chunk_ack') {
        const size = offered.get(id.slice(2)) ?? 0;
        const next = (told.get(id) ?? 0) + PART;
        expect([next, size]).toContain(Number(offset));
        expect(Number(offset)).toBeLessThanOrEqual(size);
        if (Number(offset) < size) passedOn++;
      }
    }
    seen = stage.log.length;
    expect(passedOn).toBeLessThanOrEqual(answers);
    // A file is asked for when the one before it is done with: only what was asked about that may still be answered.
    const busy = stage.open.map(({ command }) => command).filter((command) => command !== 'file.chunk_ack');
    expect(busy.length).toBeLessThanOrEqual(1);
    expect(asked).toEqual([...offered.keys()].filter((name) => asked.includes(name)));
    if (closedAt !== undefined) expect([stage.log.length, stage.clock.timers]).toEqual([closedAt, 0]);
  }

  async function reply(at: number, code: string | undefined): Promise<void> {
    const call = stage.open[at % Math.max(stage.open.length, 1)];
    if (call === undefined) return;
    const { transfer, file, offset } = call.fields;
    if (code === undefined && call.command === 'file.chunk_ack') {
      expect(told.get(String(transfer)) ?? 0).toBeLessThan(Number(offset));
      told.set(String(transfer), Number(offset));
    }
    const size = offered.get(String(file)) ?? 0;
    const good: Outcome = file === undefined ? {} : { transfer: `d-${String(file)}`, size, credit: PART, chunk: PART };
    await call.answer(code === undefined ? good : refusal(code));
  }

  return {
    ...stage,
    asked,
    offered,
    judge,
    closed: () => closedAt !== undefined,
    async take(each: Step): Promise<void> {
      if (each.do === 'offer') {
        const name = `f${offered.size}`;
        offered.set(name, each.size);
        stage.offer(name, each.size);
      } else if (each.do === 'answered') {
        if (each.what === 'chunk') answers++;
        stage.queue.answered(each.what);
      } else if (each.do === 'reply') await reply(each.at, each.code);
      else if (each.do === 'pass') await stage.clock.advance(each.ms);
      else if (closedAt === undefined) {
        stage.queue.close();
        closedAt = stage.log.length;
      }
      judge();
    },
    reply,
  };
}

test('whatever comes in whatever order, one file is given at a time, in order, and nothing after the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
      const { take, judge, reply, open, clock, closed, asked, offered, skipped } = judged();
      for (const each of steps) await take(each);
      const before = skipped.length;
      // With a plugin that is well and a client that says nothing, all the rest has its turn too.
      for (let round = 0; round < 500 && (open.length > 0 || clock.timers > 0); round++) {
        if (open.length > 0) await reply(0, undefined);
        else await clock.advance(120_000);
        judge();
      }
      expect([open.length, clock.timers]).toEqual([0, 0]);
      if (closed()) expect(skipped).toHaveLength(before);
      else expect(asked).toEqual([...offered.keys()]);
    }),
    { numRuns: 150 },
  );
});

const habits = fc.constantFrom({}, { headers: false }, { last: false });
const setting = fc.record({
  habits,
  sizes: fc.array(fc.constantFrom(...sizes, 2 * PART), { minLength: 1, maxLength: 6, size: 'max' }),
  delays: fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 20_000 })), { minLength: 1, maxLength: 7, size: 'max' }),
  stuckUntil: fc.oneof(fc.constant(0), fc.nat({ max: 60_000 })),
  apart: fc.nat({ max: 9_000 }),
});

test('however slow the client is, it gets each file whole, with two parts under way at most', async () => {
  await fc.assert(
    fc.asyncProperty(setting, async ({ habits, sizes, delays, stuckUntil, apart }) => {
      const simulation = simulate({ ...habits, part: PART, delays, stuckUntil });
      const { clock, client, offer, skipped } = simulation;
      for (const [index, size] of sizes.entries()) {
        offer(`${index} файл`, size);
        await clock.advance(apart);
      }
      while (clock.timers > 0) await clock.advance(20_000);
      expect(skipped).toEqual([]);
      expect(client.files.map(({ name, size }) => [name, size])).toEqual(
        sizes.map((size, index) => [`${index} файл`, size]),
      );
      for (const { name, size, bytes } of client.files) {
        expect(bytes.equals(Buffer.from(Uint8Array.from({ length: size }, (_, at) => byteAt(name, at))))).toBe(true);
      }
      expect(simulation.most).toBeLessThanOrEqual(2);
    }),
    { numRuns: 150 },
  );
});
