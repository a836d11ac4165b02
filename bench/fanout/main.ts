import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { shortfalls } from './check.js';
import { type IdleFigures, type LoadFigures, measureIdle, measureLoad } from './measure.js';
import { type Options, optionsFrom, usage } from './options.js';
import { type Pinning, pinning } from './pinning.js';
import { report } from './report.js';
import { idleMedian, type LoadResult, loadMedian, type Results } from './results.js';
import { type Shape, steadyShape } from './shapes.js';

/** Measures what the command line asks for, prints it, and says with the exit code whether the bars were met. */
async function run(options: Options): Promise<void> {
  const pins = pinning();
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`;
  console.log(`${machine}; ${pins.text}\n${options.rounds} rounds of ${options.seconds} s, medians\n`);
  if (options.profile !== undefined)
    for (const server of options.servers) await mkdir(`${options.profile}/${server}`, { recursive: true });

  const closed: LoadResult[] = [];
  for (const shape of options.shapes) closed.push(...(await loadResults(shape, undefined, options, pins)));
  const steady = options.steady === 0 ? [] : await loadResults(steadyShape, options.steady, options, pins);
  const results: Results = { closed, steady, idle: options.idle === 0 ? [] : await idleResults(options, pins) };

  console.log(report(results));
  if (options.json !== undefined) {
    const at = new Date().toISOString();
    await writeFile(options.json, `${JSON.stringify({ at, machine, pinning: pins.text, ...results }, undefined, 2)}\n`);
  }
  if (!options.check) return;
  const missed = shortfalls(results);
  console.log(missed.length === 0 ? '\nAll bars are met.' : `\n${missed.join('\n')}`);
  if (missed.length > 0) process.exitCode = 1;
}

/** The servers take turns within each round, so that what disturbs the machine for a while disturbs them all. */
async function loadResults(
  shape: Shape,
  steady: number | undefined,
  options: Options,
  pins: Pinning,
): Promise<readonly LoadResult[]> {
  const rounds = new Map<string, LoadFigures[]>(options.servers.map((server) => [server, []]));
  for (let round = 0; round < options.rounds; round++) {
    for (const [server, figures] of rounds) figures.push(await measureLoad(server, shape, steady, options, pins));
  }
  return [...rounds].map(([server, figures]) => ({ shape, server, median: loadMedian(figures), rounds: figures }));
}

async function idleResults(options: Options, pins: Pinning): Promise<Results['idle']> {
  const rounds = new Map<string, IdleFigures[]>(options.servers.map((server) => [server, []]));
  for (let round = 0; round < options.rounds; round++) {
    for (const [server, figures] of rounds) figures.push(await measureIdle(server, options, pins));
  }
  return [...rounds].map(([server, figures]) => ({ server, median: idleMedian(figures), rounds: figures }));
}

try {
  const options = optionsFrom(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
