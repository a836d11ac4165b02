import { parseArgs } from 'node:util';
import { servers } from './servers/index.js';
import { type Shape, shapes } from './shapes.js';

/** What to measure, and how long. */
export interface Options {
  /** Of each measured interval. */
  readonly seconds: number;
  /** Before it, under the same load. */
  readonly warmup: number;
  /** How often everything is measured; medians are reported. */
  readonly rounds: number;
  readonly shapes: readonly Shape[];
  readonly servers: readonly string[];
  /** Idle connections; 0 leaves them out. */
  readonly idle: number;
  /** Deliveries per second of the steady load; 0 leaves it out. */
  readonly steady: number;
  /** Where the figures go as JSON. */
  readonly json: string | undefined;
  /** A folder for CPU profiles of the servers. */
  readonly profile: string | undefined;
  /** Whether to fail when the bars are missed. */
  readonly check: boolean;
}

/** What is measured unless told otherwise: the log on disk has a program of its own, `bench/broker/fanout.ts`. */
const usualServers = ['partyline', 'socketio', 'ws'];

/** What `--help` prints. */
export const usage = `Fan-out over WebSocket: Partyline, Socket.IO and hand-written rooms on ws.

  --seconds N      measured interval (4)
  --warmup N       seconds under load before it (1)
  --rounds N       rounds; medians are reported (3)
  --shapes LIST    of ${shapes.map(({ name }) => name).join(',')}; none for no closed loop (all)
  --servers LIST   of ${Object.keys(servers).join(',')} (${usualServers.join(',')})
  --idle N         idle connections, for memory; 0 for none (5000)
  --steady N       deliveries per second, for latency; 0 for none (40000)
  --json FILE      write the figures there
  --profile DIR    write the servers' CPU profiles there (figures then include the profiler)
  --check          exit with 1 when a bar is missed or anything was undelivered
  --help`;

/**
 * Reads the command line; `undefined` when help was asked for.
 * @throws TypeError for what cannot be understood.
 */
export function optionsFrom(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '4' },
      warmup: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '3' },
      shapes: { type: 'string', default: shapes.map(({ name }) => name).join(',') },
      servers: { type: 'string', default: usualServers.join(',') },
      idle: { type: 'string', default: '5000' },
      steady: { type: 'string', default: '40000' },
      json: { type: 'string' },
      profile: { type: 'string' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    seconds: number('seconds', values.seconds, 0.1),
    warmup: number('warmup', values.warmup, 0),
    rounds: whole('rounds', values.rounds, 1),
    shapes: chosen('shapes', values.shapes).map((name) =>
      known(
        name,
        shapes.find((shape) => shape.name === name),
      ),
    ),
    servers: chosen('servers', values.servers).map((name) =>
      known(name, Object.hasOwn(servers, name) ? name : undefined),
    ),
    idle: whole('idle', values.idle, 0),
    steady: whole('steady', values.steady, 0),
    json: values.json,
    profile: values.profile,
    check: values.check,
  };
}

function number(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < least)
    throw new TypeError(`--${name} must be a number of at least ${least}.`);
  return value;
}

function whole(name: string, text: string, least: number): number {
  const value = number(name, text, least);
  if (!Number.isInteger(value)) throw new TypeError(`--${name} must be a whole number.`);
  return value;
}

function chosen(name: string, list: string): readonly string[] {
  if (list === '') throw new TypeError(`--${name} names nothing.`);
  return list === 'none' ? [] : list.split(',');
}

function known<Value>(name: string, value: Value | undefined): Value {
  if (value === undefined) throw new TypeError(`There is nothing named ${name} to measure.`);
  return value;
}
