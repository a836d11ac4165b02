import type { IdleFigures, LoadFigures } from './measure.js';
import type { Shape } from './shapes.js';

/** One server in one shape: every round, and the medians. */
export interface LoadResult {
  readonly shape: Shape;
  readonly server: string;
  readonly median: LoadFigures;
  readonly rounds: readonly LoadFigures[];
}

/** One server's idle connections: every round, and the medians. */
export interface IdleResult {
  readonly server: string;
  readonly median: IdleFigures;
  readonly rounds: readonly IdleFigures[];
}

/** All that one run has measured. */
export interface Results {
  readonly closed: readonly LoadResult[];
  readonly steady: readonly LoadResult[];
  readonly idle: readonly IdleResult[];
}

/** Medians of each figure on its own. What must be zero is summed up instead: a median would hide a single loss. */
export function loadMedian(rounds: readonly LoadFigures[]): LoadFigures {
  const of = (pick: (figures: LoadFigures) => number): number => median(rounds.map(pick));
  const sum = (pick: (figures: LoadFigures) => number): number =>
    rounds.reduce((total, round) => total + pick(round), 0);
  return {
    deliveriesPerSecond: of((round) => round.deliveriesPerSecond),
    deliveriesPerCpuSecond: of((round) => round.deliveriesPerCpuSecond),
    serverBusy: of((round) => round.serverBusy),
    loadBusy: of((round) => round.loadBusy),
    p50Ms: of((round) => round.p50Ms),
    p99Ms: of((round) => round.p99Ms),
    published: sum((round) => round.published),
    undelivered: sum((round) => round.undelivered),
    surplus: sum((round) => round.surplus),
  };
}

/** Medians of each figure on its own. */
export function idleMedian(rounds: readonly IdleFigures[]): IdleFigures {
  return {
    rssKb: median(rounds.map((round) => round.rssKb)),
    heapKb: median(rounds.map((round) => round.heapKb)),
    externalKb: median(rounds.map((round) => round.externalKb)),
  };
}

/** The middle value, or the mean of the two in the middle. @throws TypeError for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  if (high === undefined || low === undefined) throw new TypeError('There is no median of nothing.');
  return (low + high) / 2;
}

/**
 * How many times Socket.IO's deliveries per server CPU-second this is: the median over the rounds, each against the
 * same round of the peer, so that what disturbs a whole round cancels out. `undefined` when the peer was not measured.
 */
export function timesSocketio(result: LoadResult, all: readonly LoadResult[]): number | undefined {
  const peer = all.find(({ shape, server }) => server === 'socketio' && shape.name === result.shape.name);
  if (peer === undefined) return undefined;
  return median(
    result.rounds.map(
      (round, index) => round.deliveriesPerCpuSecond / (peer.rounds[index]?.deliveriesPerCpuSecond ?? 0),
    ),
  );
}

const fullyBusy = 0.9;

/** Closed loops in which neither side had a core to itself: something else was running, and the figures are worth little. */
export function disturbed(closed: readonly LoadResult[]): readonly LoadResult[] {
  return closed.filter(({ median: { serverBusy, loadBusy } }) => Math.max(serverBusy, loadBusy) < fullyBusy);
}
