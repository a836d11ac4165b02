import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../../../../adapters/system/index.js';
import { MemoryBroker } from '../../../../../core/index.js';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { sized } from '../../../../support/sizes.js';
import { measureBaselineFrames, measureFrames, measureMemory } from './support/frames.js';
import { type Bot, messagesFixture, openChat, startBot } from './support/messages.js';
import { measureScrolling, scrollToBeginning } from './support/scrolling.js';

const chromium = needs('chromium');
const MB = 1_000_000;
/** Minimum share of a plain log's frame rate, measured only on an idle machine. */
const SHARE = sized(0, 0.75);
const POUR_MS = sized(3_000, 10_000);
const MESSAGES = sized(5_000, 50_000);

/** Sends a number of messages per second until it is aborted. */
function pour(bots: readonly Bot[], perSecond: number): { readonly said: () => number; stop(): void } {
  const began = performance.now();
  let said = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) * perSecond) / 1_000);
    for (; said < due; said++) bots[said % bots.length]?.send(`line ${said}: a message of usual length`);
  }, 10);
  return { said: () => said, stop: () => clearInterval(timer) };
}

describe.skipIf(chromium === undefined)('the list of messages', () => {
  const open = useBrowser(chromium ?? '');

  test('keeps frame rate and memory at a thousand messages per second', async () => {
    const party = await messagesFixture();
    const bots = await Promise.all(['ann', 'bob', 'cid'].map((nick) => startBot(party, nick)));
    const page = await openChat(open, party.url, 'zoe');
    const before = await measureMemory(page);
    const pouring = pour(bots, 1_000);
    const busy = await measureFrames(page, POUR_MS);
    const plain = await measureBaselineFrames(page, POUR_MS, 1_000);
    pouring.stop();
    const last = await bots[0]?.say('that was all');
    await page.getByText('that was all').waitFor();
    const after = await measureMemory(page);
    console.info(JSON.stringify({ said: pouring.said(), plain, busy, before, after }));

    expect(last?.offset).toBeGreaterThan(sized(100, 9_500));
    // A machine that does not reach 50 frames with a plain log is compared with what it reaches.
    expect(busy.framesPerSecond).toBeGreaterThanOrEqual(Math.min(50, plain.framesPerSecond * SHARE));
    expect(after.nodes).toBeLessThan(2_000);
    expect(after.heapBytes - before.heapBytes).toBeLessThan(30 * MB);
  });

  test(`scrolls up through ${MESSAGES} messages and keeps its position`, async () => {
    const broker = new MemoryBroker(systemRandom, { entriesPerRoom: 2 * MESSAGES, bytes: 1_000 * MB });
    const party = await messagesFixture({}, { broker });
    const ann = await startBot(party, 'ann');
    for (let said = 1; said <= MESSAGES; said += 500) {
      for (let at = said; at < said + 499; at++) ann.send(`line ${at} ${'and so on '.repeat(at % 23)}`);
      await ann.say(`line ${said + 499}`);
    }
    const page = await openChat(open, party.url, 'zoe');
    await page.getByText(`line ${MESSAGES}`).waitFor();
    const log = page.getByRole('log');
    const [loading, up] = await Promise.all([measureFrames(page, 6_000), measureScrolling(log, -200, 6_000)]);
    await scrollToBeginning(log);
    await page.getByText('line 1 and so on', { exact: true }).waitFor();
    const [loaded, down] = await Promise.all([measureFrames(page, 6_000), measureScrolling(log, 400, 6_000)]);
    const plain = await measureBaselineFrames(page, POUR_MS, 1_000);
    const held = await measureMemory(page);
    console.info(JSON.stringify({ plain, loading, up, loaded, down, held }));

    expect([up.blanks, down.blanks]).toEqual([0, 0]);
    // A frame may be checked before its new rows are measured.
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
