import { cpus } from 'node:os';
import { join } from 'node:path';
import { Child } from '../fanout/processes/child.js';
import { sourceOf } from './client/source.js';
import { cutsOf } from './cuts.js';
import { type Options, optionsFrom, usage } from './options.js';
import type { HubPlaces, Latencies, Usage } from './processes/protocol.js';
import { copyBare, copyBlocks } from './race.js';
import { type Phase, type Race, report, shortfalls } from './report.js';
import { download, downloadHttp, type Transferred, upload } from './transfers.js';

const MIB = 1_048_576;
/** As `npm start` has it. */
const ROOMY_HEAP = '--initial-old-space-size=64';

/** Measures what the command line asks for, prints it, and says with the exit code whether the bars were met. */
async function run(options: Options): Promise<void> {
  const size = options.mib * MIB;
  console.log(`${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}`);
  const source = sourceOf(size, options.seed);
  console.log(`${options.mib} MiB, seed ${options.seed}, sha256 ${source.sha256}\n`);
  const hub = child('hub', '', ['--expose-gc', ROOMY_HEAP]);
  const children = [hub];
  try {
    const places = (await hub.ask('places')) as HubPlaces;
    const chat = child('chat', String(places.tcp));
    const bare = child('bare');
    children.push(chat, bare);
    await chat.ask('ready');
    await pass(1);
    const restRss = (await hub.ask('rest')) as number;
    await chat.ask('latencies');
    await pass(options.idle);
    const idle = (await chat.ask('latencies')) as Latencies;

    const phases: Phase[] = [];
    const phase = async <Result extends Transferred>(
      name: string,
      transfer: () => Promise<Result>,
    ): Promise<Result> => {
      const before = (await hub.ask('usage')) as Usage;
      await chat.ask('latencies');
      const result = await transfer();
      const after = (await hub.ask('usage')) as Usage;
      const latencies = (await chat.ask('latencies')) as Latencies;
      const { ms, connections } = result;
      phases.push({ name, ms, connections, latencies, cpuMs: after.cpuMs - before.cpuMs, peakRss: after.peakRss });
      return result;
    };
    const cuts = (salt: number): readonly number[] => cutsOf(size, options.cuts, options.seed + salt);
    const { sent } = await phase('upload, WebSocket', () => upload(places.websocket, source, cuts(1)));
    const file = String(sent.file);
    await phase('download, TCP blocks', () => download(places.tcp, file, source, cuts(2)));
    await phase('download, HTTP', () => downloadHttp(String(sent.url), source, cuts(3)));
    // The chat rests during the race: it is about bytes alone.
    await chat.end();
    const race = await raced(options.rounds, size, hub, bare, places, file, source.sha256);
    console.log(report({ size, restRss, idle, phases, race }));
    await hub.ask('stop');
    if (!options.check) return;
    const missed = shortfalls({ size, restRss, idle, phases, race });
    console.log(missed.length === 0 ? '\nAll bars are met.' : `\n${missed.join('\n')}`);
    if (missed.length > 0) process.exitCode = 1;
  } finally {
    await Promise.all(children.map((each) => each.end()));
  }
}

/** Hub and bare copy take turns, so that what disturbs the machine for a while disturbs both. */
async function raced(
  rounds: number,
  size: number,
  hub: Child,
  bare: Child,
  { tcp, dir }: HubPlaces,
  file: string,
  sha256: string,
): Promise<Race> {
  const path = join(dir, 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const port = (await bare.ask('port')) as number;
  const race: Race = { hub: [], bare: [], hubCpu: [], bareCpu: [] };
  for (let round = 0; round < rounds; round++) {
    const before = (await hub.ask('usage')) as Usage;
    race.hub.push(await copyBlocks(tcp, file, size));
    race.hubCpu.push(((await hub.ask('usage')) as Usage).cpuMs - before.cpuMs);
    const bareBefore = (await bare.ask('cpuMs')) as number;
    race.bare.push(await copyBare(port, path, size));
    race.bareCpu.push(((await bare.ask('cpuMs')) as number) - bareBefore);
  }
  return race;
}

function child(name: string, argument = '', options: readonly string[] = []): Child {
  return new Child({ module: `../../files/processes/${name}.js`, argument, core: undefined, options });
}

function pass(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

try {
  const options = optionsFrom(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
