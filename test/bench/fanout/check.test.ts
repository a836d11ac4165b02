import { expect, it } from 'vitest';
import { shortfalls } from '../../../bench/fanout/check.js';
import {
  disturbed,
  type IdleResult,
  idleMedian,
  type LoadResult,
  loadMedian,
  median,
  timesSocketio,
} from '../../../bench/fanout/results.js';
import { shapes } from '../../../bench/fanout/shapes.js';

const even = {
  deliveriesPerSecond: 1000,
  serverBusy: 1,
  loadBusy: 0.5,
  p50Ms: 1,
  p99Ms: 2,
  published: 10,
  undelivered: 0,
  surplus: 0,
};

function load(server: string, perCpuSecond: number, undelivered = 0): LoadResult {
  const [shape] = shapes;
  if (shape === undefined) throw new TypeError('There are no shapes.');
  const rounds = [{ ...even, deliveriesPerCpuSecond: perCpuSecond, undelivered }];
  return { shape, server, rounds, median: loadMedian(rounds) };
}

function idle(server: string, rssKb: number): IdleResult {
  const rounds = [{ rssKb, heapKb: 1, externalKb: 1 }];
  return { server, rounds, median: idleMedian(rounds) };
}

const bars = { steady: [], idle: [idle('partyline', 9), idle('socketio', 9)] };

it('finds nothing when the bars are just met', () => {
  expect(shortfalls({ ...bars, closed: [load('partyline', 1200), load('socketio', 100)] })).toEqual([]);
});

it('names a ratio that is missed', () => {
  expect(shortfalls({ ...bars, closed: [load('partyline', 1199), load('socketio', 100)] })).toEqual([
    '1x1000: 11.99 times Socket.IO per server CPU-second, not 12.',
  ]);
});

it('names a single lost delivery, whoever lost it', () => {
  expect(shortfalls({ ...bars, closed: [load('partyline', 1200), load('socketio', 100, 1)] })).toEqual([
    'socketio in 1x1000: 1 deliveries are missing.',
  ]);
});

it('names an idle connection that takes more than the peer', () => {
  const closed = [load('partyline', 1200), load('socketio', 100)];
  expect(shortfalls({ steady: [], closed, idle: [idle('partyline', 9.1), idle('socketio', 9)] })).toEqual([
    "An idle connection takes 9.1 kB, Socket.IO's 9.0 kB.",
  ]);
});

it('does not pass what was not measured', () => {
  expect(shortfalls({ closed: [], steady: [], idle: [] })).toHaveLength(2);
  expect(shortfalls({ ...bars, closed: [load('partyline', 1200)] })).toEqual(['1x1000: Socket.IO was not measured.']);
});

it('takes the median of rounds but the sum of losses', () => {
  const rounds = [1, 5, 3].map((deliveriesPerCpuSecond) => ({ ...even, deliveriesPerCpuSecond, undelivered: 1 }));
  expect(loadMedian(rounds)).toMatchObject({ deliveriesPerCpuSecond: 3, undelivered: 3 });
  expect(median([1, 2])).toBe(1.5);
});

it('compares each round with the same round of the peer', () => {
  const own = load('partyline', 0);
  const figures = (perCpuSecond: number[]) => perCpuSecond.map((value) => ({ ...even, deliveriesPerCpuSecond: value }));
  const result = { ...own, rounds: figures([20, 300, 40]) };
  const peer = { ...load('socketio', 0), rounds: figures([10, 100, 10]) };
  expect(timesSocketio(result, [result, peer])).toBe(3);
});

it('tells closed loops that did not have the machine to themselves', () => {
  const [quiet, shared] = [load('partyline', 1), load('socketio', 1)];
  const crowded = { ...shared, median: { ...shared.median, serverBusy: 0.6, loadBusy: 0.5 } };
  expect(disturbed([quiet, crowded])).toEqual([crowded]);
});
