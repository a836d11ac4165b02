import { createClient } from '../../client/index.js';
import {
  type Dialect,
  type FailedInfo,
  type Hub,
  type Limits,
  type Logger,
  native,
  nativeSubprotocol,
  type Plugin,
  type ServerInfo,
  silent,
} from '../../core/index.js';
import { type Crowd, createCrowd } from './crowd.js';
import { type Duration, milliseconds } from './durations.js';
import type { Host } from './host.js';
import { createHubLife } from './hub-life.js';
import { createNetwork, type NetworkOptions } from './network.js';
import { createPerson, type Person } from './person.js';
import type { RandomClientOptions } from './random-client.js';
import { type SeededRandom, seededRandom } from './seeded-random.js';
import { throttledClock } from './throttled-clock.js';
import { createTrace } from './trace.js';
import { type VirtualClock, virtualClock } from './virtual-clock.js';
import { createWorldClient, type HeldClient, type WorldClient, type WorldClientOptions } from './world-client.js';

/** What a world is made with. */
export interface WorldOptions {
  /** All chance comes from it: the same seed, the same run. A whole number. Default 1. */
  readonly seed?: number;
  /** The hub's plugins, in run order. Set up anew with every restart of the hub. Default: none. */
  readonly plugins?: readonly Plugin[];
  /** Changes to the hub's limits. Default: none. */
  readonly limits?: Partial<Limits>;
  /** What the hub speaks. Has to know the native protocol, for the clients. Default: the native protocol alone. */
  readonly dialect?: Dialect;
  /** What the hub tells of itself. Default: `{ name: 'partyline', version: '0.0.0' }`. */
  readonly server?: ServerInfo;
  /** Where the hub logs. Default: nowhere. */
  readonly logger?: Logger;
  /**
   * Whether the wires have pings of their own, as WebSockets have: a machine that is reachable and reads answers them, whatever
   * its program does. Default false, as over TCP.
   */
  readonly pings?: boolean;
  /** How fast the network is. */
  readonly network?: NetworkOptions;
  /**
   * `lost`: after a crash or restart the log is empty, as with the memory broker of a process. `kept`: it survives, as on
   * a disk. Default `lost`.
   */
  readonly log?: 'lost' | 'kept';
  /**
   * How long it takes from the hub to its log, and from there back, in milliseconds, between the two numbers. Default: no
   * time, as in one process.
   */
  readonly logDelayMs?: readonly [low: number, high: number];
}

/**
 * A hub, its clients and the network between them, on a clock that runs only when it is told to. Nothing that a world is
 * told to do happens before {@link World.settle} or {@link World.advance}.
 *
 * What the hub's plugins do outside of the hub's clock (files, sockets) takes no virtual time and is not waited for; only
 * the setup of plugins is, while time stands still.
 */
export interface World extends AsyncDisposable {
  /** The present hub, or the last one. */
  readonly hub: Hub;
  /** The clock of everything. */
  readonly clock: VirtualClock;
  /** Milliseconds since the Unix epoch, as messages have them in `at`. */
  readonly now: number;
  /** A stream of randomness for what a test draws itself, so that the seed decides that too. */
  readonly random: SeededRandom;
  /** In what plugins and the core have failed. */
  readonly failures: readonly FailedInfo[];
  /**
   * The client of that nick. A new one connects, with a machine of its own.
   * @param options How a new one logs in.
   * @throws TypeError for options of a client that is there already.
   */
  client(nick: string, options?: WorldClientOptions): WorldClient;
  /**
   * Lets clients join a room; those that are not there yet connect first. What they are told to do afterwards waits until
   * all of them are in, so that none misses what the others say.
   */
  join<const N extends readonly string[]>(room: string, ...nicks: N): { readonly [K in keyof N]: WorldClient };
  /** Seats somebody at a terminal. The world needs a dialect for people. */
  person(nick: string): Person;
  /** Lets random clients loose. */
  crowd(count: number, options: RandomClientOptions): Crowd;
  /** Cuts clients off from the hub, all where none is named: nothing passes, nothing is lost, nobody is told. */
  partition(...clients: readonly WorldClient[]): void;
  /** Ends what {@link World.partition} began, for all where none is named: what was held up flows on. */
  heal(...clients: readonly WorldClient[]): void;
  /**
   * Lets time go on until nothing is under way that will arrive: what was sent, and all that follows from it at once. Does not
   * wait for heartbeats, for clients that wait before they come back, nor for timers of plugins.
   * @throws Error where it is not quiet within 5 minutes: with clients that act by themselves use {@link World.advance}.
   * @throws ChatError when the hub could not start.
   */
  settle(): Promise<void>;
  /** Lets so much time pass. @throws TypeError for what is no duration. @throws ChatError when the hub could not start. */
  advance(duration: Duration): Promise<void>;
  /** The hub vanishes in this instant, as a process that is killed: nothing of it runs any more, its connections break. */
  crash(): void;
  /** Stops the hub if it runs, then starts another at the same address. @throws ChatError when it could not start. */
  restart(): Promise<void>;
  /** Stops the hub in order: everybody is told. The world goes on without it. */
  stop(): Promise<void>;
  /** Stops everything. Never rejects; a second call does nothing. */
  close(): Promise<void>;
  /** What has happened, a line each: `    1.234 s  ann → say #lobby "x" (k3)`. The newest 100,000 lines at least. */
  trace(): string;
}

const QUIET_WITHIN_MS = 300_000;

/** Makes a world. Its hub starts at once. @throws TypeError for options that make no sense. */
export function createWorld(options: WorldOptions = {}): World {
  const clock = virtualClock();
  const began = clock.monotonic();
  // A client measures spans only: its machine's wall clock is nothing to it.
  const clientClock = { now: clock.monotonic, after: clock.after };
  const random = seededRandom(options.seed ?? 1);
  const trace = createTrace(() => clock.monotonic() - began);
  const network = createNetwork({ clock, random: random.fork('network'), options: options.network ?? {} });
  const failures: FailedInfo[] = [];
  const hosts = new Map<WorldClient, Host>();
  const clients = new Map<string, HeldClient>();
  const crowds: Crowd[] = [];
  let closed = false;

  const logs = random.fork('log delay');
  const [low, high] = options.logDelayMs ?? [0, 0];
  const life = createHubLife({
    clock,
    network,
    random: random.fork('hub'),
    plugins: options.plugins ?? [],
    dialect: options.dialect ?? native,
    limits: options.limits ?? {},
    logger: options.logger ?? silent,
    server: options.server ?? { name: 'partyline', version: '0.0.0' },
    log: options.log ?? 'lost',
    pings: options.pings ?? false,
    logDelayMs: options.logDelayMs && (() => logs.between(low, high)),
    failed(info) {
      failures.push(info);
      trace.add(`hub: ${info.plugin} failed in ${info.what}`);
    },
  });

  function start(): void {
    trace.add('hub starts');
    life.start();
  }

  function held(nick: string, wanted?: WorldClientOptions): HeldClient {
    const known = clients.get(nick);
    if (known !== undefined) {
      if (wanted !== undefined) throw new TypeError(`The client ${nick} exists. Give its options when it is made.`);
      return known;
    }
    const { credentials, program, token, nickFallback = true } = wanted ?? {};
    const provider = typeof credentials === 'function' ? credentials : () => credentials;
    const host = network.host(nick);
    const own = random.fork(`client ${nick}`);
    const timers = throttledClock(clientClock);
    const made = createWorldClient({
      nick,
      host,
      timers,
      trace,
      random: own,
      client: createClient({
        open: host.opener(nativeSubprotocol),
        clock: timers.clock,
        random: own,
        nick,
        credentials: provider,
        ...(program === undefined ? {} : { client: program }),
        ...(token === undefined ? {} : { token }),
        nickFallback,
      }),
    });
    clients.set(nick, made);
    hosts.set(made.client, host);
    return made;
  }

  function part(apart: boolean, named: readonly WorldClient[]): void {
    for (const one of named.length > 0 ? named : hosts.keys()) {
      trace.add(`${one.nick} ${apart ? 'is cut off' : 'is healed'}`);
      hosts.get(one)?.part(apart);
    }
  }

  async function settle(): Promise<void> {
    await life.ready();
    await clock.settle();
    const until = clock.monotonic() + QUIET_WITHIN_MS;
    while ((network.moving || life.busy) && (await clock.step())) {
      if (clock.monotonic() > until) throw new Error('The world is never quiet: let time pass with advance() instead.');
    }
  }

  /** Lets time go on as far as it must until something is done. */
  async function finish(promise: Promise<void>): Promise<void> {
    let done = false;
    const finished = promise.finally(() => {
      done = true;
    });
    await clock.settle();
    while (!done && (await clock.step()));
    return finished;
  }

  async function stop(): Promise<void> {
    if (!life.up) return;
    trace.add('hub stops');
    await finish(life.stop());
    trace.add('hub has stopped');
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    for (const crowd of crowds) crowd.rest();
    for (const one of hosts.keys()) one.client.stop();
    // Whatever a test has set up to throw, it was thrown where the test could see it, or it is in the trace.
    await stop().catch((error: unknown) => trace.add(`closing failed: ${String(error)}`));
  }

  start();
  const world: World = {
    get hub() {
      return life.hub;
    },
    clock,
    get now() {
      return clock.now();
    },
    random: random.fork('test'),
    failures,
    client: (nick, wanted) => held(nick, wanted).client,
    join<const N extends readonly string[]>(room: string, ...nicks: N) {
      const joining = nicks.map((nick) => held(nick));
      const together = Promise.all(joining.map((one) => one.join(room)));
      for (const one of joining) one.wait(together);
      return joining.map(({ client }) => client) as unknown as { readonly [K in keyof N]: WorldClient };
    },
    person: (nick) => createPerson(nick, network.host(`person ${nick}`).opener(), trace),
    crowd(count, crowdOptions) {
      const crowd = createCrowd(count, crowdOptions, {
        clock,
        random: random.fork(`crowd ${crowds.length + 1}`),
        client: (number) => held(`crowd${crowds.length + 1}-${number}`).client,
        part: (one, apart) => part(apart, [one]),
      });
      crowds.push(crowd);
      return crowd;
    },
    partition: (...named) => part(true, named),
    heal: (...named) => part(false, named),
    settle,
    async advance(duration) {
      const ms = milliseconds(duration);
      await life.ready();
      await clock.advance(ms);
    },
    crash() {
      if (life.up) trace.add('hub crashes');
      life.crash();
    },
    async restart() {
      await stop();
      start();
      await life.ready();
    },
    stop,
    close,
    [Symbol.asyncDispose]: close,
    trace: trace.text,
  };
  return world;
}
