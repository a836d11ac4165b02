import { describe, expect, test } from 'vitest';
import { MemoryBroker, type PluginHost } from '../../../core/index.js';
import { clockGuard } from '../../../plugins/history/clock-guard.js';
import { countingRandom } from '../../support/random.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 5, 1);

/** A guard over a log whose newest message was said at a time, and a clock that a test sets. */
async function guarded({ newestAt, trustClock = false }: { newestAt?: number; trustClock?: boolean }) {
  const broker = new MemoryBroker(countingRandom());
  await broker.start({ entry() {}, ephemeral() {} });
  if (newestAt !== undefined) {
    const from = { id: 'u1', nick: 'ann' };
    await broker.publish({ room: 'a', text: 'hi', kind: 'text', from, id: 'm1', at: newestAt, session: 's1' });
  }
  let now = START;
  const warnings: string[] = [];
  const log = { warn: (_fields: object, text: string) => void warnings.push(text) };
  const host = { clock: { now: () => now }, log, chat: { log: broker } } as unknown as PluginHost;
  const guard = clockGuard(host, { keepIn: () => ({ days: 30 }), everyMs: HOUR, trustClock });
  await guard.begin();
  return {
    warnings,
    /** An hour passes for the timers, and something else for the clock. */
    run(clockMs = HOUR) {
      now += clockMs;
      return guard.mayDrop();
    },
  };
}

describe('dropping by age', () => {
  test('goes on while the clock goes as the timers do, a little late each time too', async () => {
    const { run, warnings } = await guarded({ newestAt: START - DAY });
    for (let hour = 0; hour < 100; hour++) expect(run(HOUR + 20_000)).toBe(true);
    expect(warnings).toEqual([]);
  });

  test('stops when the clock has jumped ahead, and goes on when it is set back', async () => {
    const { run, warnings } = await guarded({ newestAt: START - DAY });
    expect(run()).toBe(true);
    expect(run(HOUR + 40 * DAY)).toBe(false);
    expect(run()).toBe(false);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/jumped ahead by 40 days.*--trust-clock/);
    expect(run(HOUR - 40 * DAY)).toBe(true);
  });

  test('does not begin where all messages are older than they are kept, whatever is said later', async () => {
    const { run, warnings } = await guarded({ newestAt: START - 31 * DAY });
    for (let hour = 0; hour < 24; hour++) expect(run()).toBe(false);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('All messages are older than they are kept');
  });

  test('goes on all the same where the clock is to be trusted', async () => {
    const { run, warnings } = await guarded({ newestAt: START - 31 * DAY, trustClock: true });
    expect(run(HOUR + 40 * DAY)).toBe(true);
    expect(warnings).toEqual([]);
  });

  test('goes on with a clock that was set back: nothing is too old then', async () => {
    const { run } = await guarded({ newestAt: START - DAY });
    expect(run(HOUR - 40 * DAY)).toBe(true);
  });
});

test('a start with the newest message in the future says so', async () => {
  const { warnings } = await guarded({ newestAt: START + 400 * DAY });
  expect(warnings).toEqual(['The newest message lies 400 days in the future: is the clock of this machine right?']);
});
