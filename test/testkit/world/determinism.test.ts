import { describe, expect, test } from 'vitest';
import { createWorld } from '../../../testkit/index.js';

/** Everything that can go wrong, one after the other and while others talk. */
async function eventful(seed: number): Promise<string> {
  await using world = createWorld({ seed, log: 'kept', limits: { outboxBytes: 30_000, heartbeatMs: 5_000 } });
  const [ann, bob, cid, dan] = world.join('lobby', 'ann', 'bob', 'cid', 'dan');
  const crowd = world.crowd(5, { rooms: ['lobby', 'attic'], everyMs: [50, 500] });
  await world.advance('2s');
  ann.drop();
  bob.lose();
  cid.vanish();
  dan.freeze();
  await world.advance('20s');
  dan.thaw();
  world.partition(ann);
  await world.advance('20s');
  world.heal();
  world.crash();
  await world.advance('3s');
  await world.restart();
  await world.advance('20s');
  await world.stop();
  await world.advance('5s');
  await world.restart();
  await world.advance('20s');
  crowd.rest();
  ann.quit('done');
  await world.advance('1m');
  return world.trace();
}

test('the same seed is the same run to the last line, whatever goes wrong in it', async () => {
  const first = await eventful(1);
  expect(first.split('\n').length).toBeGreaterThan(1_000);
  expect(await eventful(1)).toBe(first);
});

test('another seed is another run', async () => {
  expect(await eventful(2)).not.toBe(await eventful(3));
});

describe('a crowd', () => {
  test('talks, moves and breaks down by itself, and nobody sees anything twice or out of place', async () => {
    await using world = createWorld({ seed: 11, log: 'kept' });
    const crowd = world.crowd(10, { rooms: ['a', 'b'], everyMs: [100, 2_000] });
    await world.advance('5m');
    crowd.rest();
    await world.advance('3m');
    await world.settle();
    const faults = [
      'is dropped',
      'the hub does not know',
      'nobody knows',
      'freezes',
      'is cut off',
      '→ leave',
      '→ typing',
    ];
    for (const fault of faults) expect(world.trace()).toContain(fault);
    for (const one of crowd.clients) {
      expect(one.state).toBe('online');
      expect(one.violations).toEqual([]);
      expect(new Set(one.messages().map(({ id }) => id)).size).toBe(one.messages().length);
    }
  });

  test('has everything that it said in the log once, and acknowledged in order', async () => {
    await using world = createWorld({ seed: 12, log: 'kept' });
    const acts = { say: 20, drop: 2, lose: 1, vanish: 1 };
    const crowd = world.crowd(5, { rooms: ['a'], everyMs: [100, 1_000], acts });
    await world.advance('2m');
    world.crash();
    await world.restart();
    await world.advance('2m');
    crowd.rest();
    await world.advance('3m');
    for (const one of crowd.clients) {
      expect(one.refusals).toEqual([]);
      const offsets = one.receipts.map(({ offset }) => offset);
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
      const said = one.messages().filter(({ from }) => from === one.nick);
      expect(said.map(({ text }) => text)).toEqual(said.map((_, index) => `${one.nick} ${index + 1}`));
    }
  });

  test('is quiet once it rests', async () => {
    await using world = createWorld({ seed: 13 });
    const crowd = world.crowd(3, { rooms: ['a'], everyMs: [10, 20], acts: { say: 1 } });
    await world.advance('1s');
    crowd.rest();
    await world.settle();
    const before = crowd.clients.map((one) => one.texts().length);
    await world.advance('1m');
    expect(crowd.clients.map((one) => one.texts().length)).toEqual(before);
    expect(Math.min(...before)).toBeGreaterThan(50);
  });
});
