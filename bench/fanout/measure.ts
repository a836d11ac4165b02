import type { Options } from './options.js';
import type { Pinning } from './pinning.js';
import { Child } from './processes/child.js';
import type { LoadInterval, LoadSettled, LoadTask, ServerMemory, ServerUsage } from './processes/protocol.js';
import type { Shape } from './shapes.js';

/** One measured interval of one server under one load. */
export interface LoadFigures {
  readonly deliveriesPerSecond: number;
  readonly deliveriesPerCpuSecond: number;
  /** Share of a core that each side used, 0 to 1. A load generator near 1 is what limits the server. */
  readonly serverBusy: number;
  readonly loadBusy: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly published: number;
  readonly undelivered: number;
  readonly surplus: number;
}

/** What one idle connection costs a server, in kB of 1000 bytes. */
export interface IdleFigures {
  readonly rssKb: number;
  readonly heapKb: number;
  readonly externalKb: number;
}

// Rooms of the idle crowd, and the share of it that comes first, so that code and caches are not counted.
const idleRoom = 100;
const idleFirst = 0.1;

/** Runs a server and a load generator against each other, each in a fresh process. */
export async function measureLoad(
  server: string,
  shape: Shape,
  steady: number | undefined,
  options: Options,
  pins: Pinning,
): Promise<LoadFigures> {
  return withServer(server, options, pins, async (child, port) => {
    const load = loadChild({ server, port, shape, ...(steady === undefined ? {} : { steady }) }, pins);
    try {
      await load.ask('gather');
      await load.ask('go');
      await pass(options.warmup);
      const before = await both(load, 'begin', child);
      await pass(options.seconds);
      const after = await both(load, 'end', child);
      const settled = (await load.ask('settle')) as LoadSettled;
      if (after.load.delivered === before.load.delivered)
        throw new Error(`${server} delivered nothing in ${shape.name}.`);
      return figures(before, after, settled);
    } finally {
      await load.end();
    }
  });
}

/** Fills a server with connections that are logged in, sit in rooms and say nothing. */
export async function measureIdle(server: string, options: Options, pins: Pinning): Promise<IdleFigures> {
  return withServer(server, options, pins, async (child, port) => {
    const first = loadChild({ server, port, shape: crowd('early', options.idle * idleFirst) }, pins);
    const rest = crowd('idle', options.idle);
    const second = loadChild({ server, port, shape: rest }, pins);
    try {
      await first.ask('gather');
      const before = (await child.ask('memory')) as ServerMemory;
      await second.ask('gather');
      const after = (await child.ask('memory')) as ServerMemory;
      const each = (bytes: number): number => bytes / 1000 / (rest.rooms * rest.members);
      return {
        rssKb: each(after.rss - before.rss),
        heapKb: each(after.heapUsed - before.heapUsed),
        externalKb: each(after.external - before.external),
      };
    } finally {
      await Promise.all([first.end(), second.end()]);
    }
  });
}

function crowd(name: string, connections: number): Shape {
  const members = Math.max(1, Math.min(idleRoom, Math.round(connections)));
  return { name, rooms: Math.max(1, Math.round(connections / members)), members, window: 0, bar: 0 };
}

async function withServer<Figures>(
  server: string,
  options: Options,
  pins: Pinning,
  use: (child: Child, port: number) => Promise<Figures>,
): Promise<Figures> {
  const profiler = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}/${server}`];
  const child = new Child({
    module: '../servers/main.js',
    argument: server,
    core: pins.server,
    options: ['--expose-gc', ...profiler],
  });
  try {
    return await use(child, (await child.ask('port')) as number);
  } finally {
    await child.end();
  }
}

function loadChild(task: LoadTask, pins: Pinning): Child {
  return new Child({ module: '../load/main.js', argument: JSON.stringify(task), core: pins.load });
}

interface Moment {
  readonly load: LoadInterval;
  readonly server: ServerUsage;
}

async function both(load: Child, question: 'begin' | 'end', server: Child): Promise<Moment> {
  const [interval, usage] = await Promise.all([load.ask(question), server.ask('usage')]);
  return { load: interval as LoadInterval, server: usage as ServerUsage };
}

/**
 * A server in the middle of a long turn answers late, so each side's rates are taken by its own clock over its own
 * interval: deliveries by the load generator's, processor time by the server's.
 */
function figures(before: Moment, after: Moment, settled: LoadSettled): LoadFigures {
  const loadMs = after.load.atMs - before.load.atMs;
  const serverMs = after.server.atMs - before.server.atMs;
  const deliveriesPerSecond = ((after.load.delivered - before.load.delivered) * 1000) / loadMs;
  const serverBusy = (after.server.cpuMs - before.server.cpuMs) / serverMs;
  const { p50Ms, p99Ms, published, undelivered, surplus } = settled;
  return {
    deliveriesPerSecond,
    deliveriesPerCpuSecond: deliveriesPerSecond / serverBusy,
    serverBusy,
    loadBusy: (after.load.cpuMs - before.load.cpuMs) / loadMs,
    p50Ms,
    p99Ms,
    published,
    undelivered,
    surplus,
  };
}

function pass(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
