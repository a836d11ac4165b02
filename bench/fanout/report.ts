import { disturbed, type IdleResult, type LoadResult, type Results, timesSocketio } from './results.js';

/** The tables that are printed. */
export function report({ closed, steady, idle }: Results): string {
  const parts: string[] = [];
  if (closed.length > 0)
    parts.push(
      `Closed loop\n${table(
        loadHead,
        closed.map((result) => loadRow(result, closed)),
      )}`,
    );
  if (steady.length > 0)
    parts.push(
      `Steady load, 10 rooms of 100\n${table(
        loadHead,
        steady.map((result) => loadRow(result, steady)),
      )}`,
    );
  if (idle.length > 0)
    parts.push(`Idle connections, kB each\n${table(['server', 'memory', 'heap', 'external'], idle.map(idleRow))}`);
  const unsure = disturbed(closed).map(({ shape, server }) => `${server} in ${shape.name}`);
  if (unsure.length > 0) parts.push(`Other programs kept the cores busy, measure again: ${unsure.join(', ')}.`);
  return parts.join('\n\n');
}

const loadHead = [
  'shape',
  'server',
  'deliveries/s',
  'per CPU-s',
  '× Socket.IO',
  'server busy',
  'load busy',
  'p50 ms',
  'p99 ms',
  'undelivered',
] as const;

function loadRow(result: LoadResult, all: readonly LoadResult[]): readonly string[] {
  const { shape, server, median } = result;
  return [
    shape.name,
    server,
    thousands(median.deliveriesPerSecond),
    thousands(median.deliveriesPerCpuSecond),
    timesSocketio(result, all)?.toFixed(2) ?? '–',
    percent(median.serverBusy),
    percent(median.loadBusy),
    median.p50Ms.toFixed(2),
    median.p99Ms.toFixed(2),
    String(median.undelivered + median.surplus),
  ];
}

function idleRow({ server, median }: IdleResult): readonly string[] {
  return [server, median.rssKb.toFixed(1), median.heapKb.toFixed(1), median.externalKb.toFixed(1)];
}

function thousands(value: number): string {
  return `${(value / 1000).toFixed(1)} k`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Columns as wide as they need be; names to the left, figures to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const figure = (column: number): boolean => head[column] !== 'shape' && head[column] !== 'server';
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (figure(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ');
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
