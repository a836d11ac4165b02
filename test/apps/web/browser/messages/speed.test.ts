import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../../../../adapters/system/index.js';
import { MemoryBroker } from '../../../../../core/index.js';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { sized } from '../../../../support/sizes.js';
import { drawing, holdings, plainDrawing } from './support/frames.js';
import { type Bot, bot, line, visitor } from './support/line.js';
import { scrolling, scrollToBeginning } from './support/scrolling.js';

const chromium = needs('chromium');
const MB = 1_000_000;
/** The share of a plain log's frame rate that the list must reach, measured only where nothing else runs. */
const SHARE = sized(0, 0.75);
const POUR_MS = sized(3_000, 10_000);
const MESSAGES = sized(5_000, 50_000);

/** Says so many lines a second, until it is told to stop. */
function pour(bots: readonly Bot[], perSecond: number): { readonly said: () => number; stop(): void } {
  const began = performance.now();
  let said = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) * perSecond) / 1_000);
    for (; said < due; said++) bots[said % bots.length]?.shout(`line ${said}: something that somebody says in passing`);
  }, 10);
  return { said: () => said, stop: () => clearInterval(timer) };
}

describe.skipIf(chromium === undefined)('the list of messages', () => {
  const open = useBrowser(chromium ?? '');

  test('keeps frame rate and memory at a thousand messages per second', async () => {
    const party = await line();
    const bots = await Promise.all(['ann', 'bob', 'cid'].map((nick) => bot(party, nick)));
    const page = await visitor(open, party.url, 'zoe');
    const before = await holdings(page);
    const pouring = pour(bots, 1_000);
    const busy = await drawing(page, POUR_MS);
    const plain = await plainDrawing(page, POUR_MS, 1_000);
    pouring.stop();
    const last = await bots[0]?.say('that was all');
    await page.getByText('that was all').waitFor();
    const after = await holdings(page);
    console.info(JSON.stringify({ said: pouring.said(), plain, busy, before, after }));

    expect(last?.offset).toBeGreaterThan(sized(100, 9_500));
    // A machine that does not reach fifty with a plain log is measured by what it reaches.
    expect(busy.framesPerSecond).toBeGreaterThanOrEqual(Math.min(50, plain.framesPerSecond * SHARE));
    expect(after.nodes).toBeLessThan(2_000);
    expect(after.heapBytes - before.heapBytes).toBeLessThan(30 * MB);
  });

  test(`scrolls up through ${MESSAGES} messages and keeps its position`, async () => {
    const broker = new MemoryBroker(systemRandom, { entriesPerRoom: 2 * MESSAGES, bytes: 1_000 * MB });
    const party = await line({}, { broker });
    const ann = await bot(party, 'ann');
    for (let said = 1; said <= MESSAGES; said += 500) {
      for (let at = said; at < said + 499; at++) ann.shout(`line ${at} ${'and so on '.repeat(at % 23)}`);
      await ann.say(`line ${said + 499}`);
    }
    const page = await visitor(open, party.url, 'zoe');
    await page.getByText(`line ${MESSAGES}`).waitFor();
    const log = page.getByRole('log');
    const [loading, up] = await Promise.all([drawing(page, 6_000), scrolling(log, -200, 6_000)]);
    await scrollToBeginning(log);
    await page.getByText('line 1 and so on', { exact: true }).waitFor();
    const [loaded, down] = await Promise.all([drawing(page, 6_000), scrolling(log, 400, 6_000)]);
    const plain = await plainDrawing(page, POUR_MS, 1_000);
    const held = await holdings(page);
    console.info(JSON.stringify({ plain, loading, up, loaded, down, held }));

    expect([up.blanks, down.blanks]).toEqual([0, 0]);
    // A frame may be looked at before the rows that came with it have been measured.
    expect(up.jumps + down.jumps).toBeLessThan(8);
    const least = Math.min(50, plain.framesPerSecond * SHARE);
    expect(loading.framesPerSecond).toBeGreaterThanOrEqual(least);
    expect(loaded.framesPerSecond).toBeGreaterThanOrEqual(least);
    const slowest = sized(Number.POSITIVE_INFINITY, 6);
    expect(loading.longest.filter((ms) => ms > 100).length).toBeLessThan(slowest);
    expect(loaded.longest.filter((ms) => ms > 100).length).toBeLessThan(slowest);
    expect(held.nodes).toBeLessThan(2_000);
  }, 240_000);
});
