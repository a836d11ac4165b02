import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { defaultClock, defaultRandom } from '../../client/defaults.js';
import { createClient } from '../../client/index.js';
import { randomConformance } from '../../testkit/index.js';

describe("a client's own randomness", () => {
  for (const { name, run } of randomConformance(() => defaultRandom)) test(name, run);

  test('makes keys of 128 bits in base64url', () => {
    expect(defaultRandom.id()).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  test('makes secrets of 192 bits in base64url', () => {
    expect(defaultRandom.secret()).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  test('does without randomUUID, which pages on http lack', () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(defaultRandom.id()).toHaveLength(22);
  });

  test('draws again what would make some numbers likelier than others', () => {
    const draws = [
      [0xffff_ffff, 0xffff_ffff],
      [0, 7],
    ];
    vi.stubGlobal('crypto', { getRandomValues: () => draws.shift() });
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(defaultRandom.between(0, 9)).toBe(7);
    expect(draws).toEqual([]);
  });

  test('gives the largest numbers too', () => {
    const low = 2 ** 52;
    const high = Number.MAX_SAFE_INTEGER;
    const drawn = Array.from({ length: 100 }, () => defaultRandom.between(low, high));
    expect(drawn.every((number) => Number.isSafeInteger(number) && number >= low && number <= high)).toBe(true);
    expect(new Set(drawn).size).toBe(100);
  });

  test('gives both ends and what is between', () => {
    const drawn = new Set(Array.from({ length: 500 }, () => defaultRandom.between(-1, 1)));
    expect([...drawn].sort((a, b) => a - b)).toEqual([-1, 0, 1]);
  });
});

describe("a client's own clock", () => {
  test('tells the time of the machine', () => {
    const before = Date.now();
    const now = defaultClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  test('runs once, unless it was told not to', async () => {
    const ran: string[] = [];
    defaultClock.after(0, () => ran.push('cancelled'))();
    await new Promise<void>((resolve) => {
      defaultClock.after(0, () => {
        ran.push('kept');
        resolve();
      });
    });
    expect(ran).toEqual(['kept']);
  });

  test('keeps the process alive while a client waits for its next attempt, and no longer', async () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const cleared = vi.spyOn(globalThis, 'clearTimeout');
    onTestFinished(() => {
      set.mockRestore();
      cleared.mockRestore();
    });
    const client = createClient({
      open(events) {
        queueMicrotask(() => events.closed());
        return { send() {}, close() {} };
      },
    });
    const waiting = new Promise<void>((resolve) => {
      client.on('state', (state) => state === 'waiting' && resolve());
    });
    client.connect();
    await waiting;
    const timers = () => set.mock.results.map(({ value }) => value as NodeJS.Timeout);
    expect(timers().at(-1)?.hasRef()).toBe(true);
    client.stop();
    const stopped = new Set(cleared.mock.calls.map(([timer]) => timer));
    expect(timers().filter((timer) => !stopped.has(timer))).toEqual([]);
  });
});
