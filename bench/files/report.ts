import type { Latencies } from './processes/protocol.js';

/** One transfer with its cuts, and what happened meanwhile. */
export interface Phase {
  readonly name: string;
  readonly ms: number;
  readonly connections: number;
  readonly latencies: Latencies;
  /** The hub's processor time. */
  readonly cpuMs: number;
  /** The hub's most resident memory, in bytes. */
  readonly peakRss: number;
}

/** How long each side took in each round, in milliseconds. */
export interface Race {
  readonly hub: number[];
  readonly bare: number[];
  /** Processor time of each side in each round, in milliseconds. */
  readonly hubCpu: number[];
  readonly bareCpu: number[];
}

/** Everything that was measured. */
export interface Results {
  /** Of the file, in bytes. */
  readonly size: number;
  /** The hub's resident memory before the first transfer, in bytes. */
  readonly restRss: number;
  /** The chat while nothing else happened. */
  readonly idle: Latencies;
  readonly phases: readonly Phase[];
  readonly race: Race;
}

const MIB = 1_048_576;
const bars = { share: 0.6, rssMib: 64, p99: 2 } as const;

/** The tables that are printed. */
export function report(results: Results): string {
  const { size, restRss, idle, phases, race } = results;
  const rows = phases.map(({ name, ms, connections, latencies, cpuMs, peakRss }) => [
    name,
    String(connections),
    rate(size, ms),
    cpuMs.toFixed(0),
    ((peakRss - restRss) / MIB).toFixed(1),
    latencies.p50.toFixed(2),
    latencies.p99.toFixed(2),
    (latencies.p99 / idle.p99).toFixed(2),
  ]);
  const head = [
    'transfer',
    'connections',
    'MiB/s',
    'hub CPU ms',
    'memory + MiB',
    'chat p50 ms',
    'p99 ms',
    '× idle p99',
  ];
  const races = [
    ['hub, TCP blocks', rate(size, median(race.hub)), median(race.hubCpu).toFixed(0), share(results).toFixed(2)],
    ['bare node:net', rate(size, median(race.bare)), median(race.bareCpu).toFixed(0), '1'],
  ];
  return [
    `Idle: ${(restRss / MIB).toFixed(1)} MiB resident; chat p50 ${idle.p50.toFixed(2)} ms, p99 ${idle.p99.toFixed(2)} ms`,
    table(head, rows),
    `Whole, one after the other, ${race.hub.length} rounds, medians`,
    table(['copy', 'MiB/s', 'CPU ms', 'of bare'], races),
  ].join('\n\n');
}

/** The bars that were missed, in words. */
export function shortfalls(results: Results): readonly string[] {
  const missed: string[] = [];
  if (share(results) < bars.share)
    missed.push(`The hub reaches ${share(results).toFixed(2)} of a bare copy, not ${bars.share}.`);
  for (const { name, peakRss, latencies } of results.phases) {
    const more = (peakRss - results.restRss) / MIB;
    const times = latencies.p99 / results.idle.p99;
    if (more > bars.rssMib) missed.push(`${name}: ${more.toFixed(1)} MiB above idle, not ${bars.rssMib}.`);
    if (times > bars.p99)
      missed.push(`${name}: the chat's p99 is ${times.toFixed(2)} times that of idle, not ${bars.p99}.`);
  }
  return missed;
}

/** The median over the rounds, each against the bare copy of the same round. */
function share({ race }: Results): number {
  return median(race.hub.map((ms, round) => (race.bare[round] ?? 0) / ms));
}

function rate(size: number, ms: number): string {
  return (size / MIB / (ms / 1000)).toFixed(0);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [line(head), ...rows.map(line)].join('\n');
}
