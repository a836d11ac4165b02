import {
  type Client,
  ClientError,
  type ClientState,
  type Credentials,
  type CredentialsProvider,
  type GapEvent,
  type JoinOptions,
  type Receipt,
  type StateReason,
} from '../../client/index.js';
import { type Json, limitsWith, roomName } from '../../core/index.js';
import { createDoings } from './doings.js';
import type { Heard } from './heard.js';
import type { Host } from './host.js';
import type { SeededRandom } from './seeded-random.js';
import type { ThrottledClock } from './throttled-clock.js';
import type { Trace } from './trace.js';
import { createWitness, shownRoom } from './witness.js';

/** A command that the hub refused, or that was never answered. */
export interface Refused {
  /** The command: `say`, `join`, … */
  readonly what: string;
  /** The server's code, or one of the client's own. */
  readonly code: string;
  /** For the person. */
  readonly text: string;
  /** What goes with the code. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** How a client of a world logs in. */
export interface WorldClientOptions {
  /** What it shows at each login: the same each time, or what a function returns. Default: nothing. */
  readonly credentials?: Credentials | CredentialsProvider | undefined;
  /** The `client.token` of another client, whose session it takes over. Default: a session of its own. */
  readonly token?: string | undefined;
  /** What the program calls itself, `name/version`. Default: nothing. */
  readonly program?: string;
  /** Whether a nick that is taken gives way to the one that the hub suggests. Default true. */
  readonly nickFallback?: boolean;
}

/** What may go with a message. */
export interface WorldSaying {
  /** Where. Default: the room that the client joined last. */
  readonly room?: string;
  /** Default `text`. */
  readonly kind?: string;
  /** Any JSON beside the text. Default: nothing. */
  readonly data?: Json;
  /** The message's own key. Default: one is drawn. */
  readonly key?: string;
}

/**
 * A client of a world. What it is told to do is only begun: time has to go on for it to happen, and what comes of it is
 * in `receipts`, `refusals` and `messages`.
 */
export interface WorldClient {
  /** What the client is called now; until it is logged in, what it wants to be called. */
  readonly nick: string;
  /** The client itself. Its promises settle while time goes on: await them only after `settle` or `advance`. */
  readonly client: Client;
  /** Where it is with its connection. */
  readonly state: ClientState;
  /** Why the hub has sent it away for good, such as a refused login; `undefined` while it is not stopped, or stopped by itself. */
  readonly stopped: StateReason | undefined;
  /** Why it had to wait or to stop, in the order in which that happened. */
  readonly reasons: readonly StateReason[];
  /** Acks of `say` and `tell`, in the order in which they came. */
  readonly receipts: readonly Receipt[];
  /** Commands that failed, in the order in which they did. */
  readonly refusals: readonly Refused[];
  /** How the server broke the protocol, as the client found. */
  readonly violations: readonly string[];
  /**
   * Goes into a room; from now on what it says is said there.
   * @param options The room's password, and with how many of the newest messages to begin. Default: none.
   */
  join(room: string, options?: JoinOptions): void;
  /** Goes out of a room. Default: the one that it joined last. */
  leave(room?: string): void;
  /** Says something. @throws TypeError where no room is given and none was joined. */
  say(text: string, more?: WorldSaying): void;
  /** Says something to one person, by nick. */
  tell(to: string, text: string): void;
  /** Tells a room that it writes, or has stopped to. Default: the one that it joined last, and that it writes. */
  typing(on?: boolean, room?: string): void;
  /** Wants to be called something else. */
  rename(nick: string): void;
  /** Says goodbye and stays away. */
  quit(text?: string): void;
  /** Its connection is reset: it and the hub learn of it, what was under way is lost. */
  drop(): void;
  /** Its connection breaks and the hub is not told. */
  lose(): void;
  /** Its connection breaks and neither it nor the hub is told. */
  vanish(): void;
  /** It stops to read: what it is sent waits at the hub. */
  freeze(): void;
  /** It reads again. */
  thaw(): void;
  /** It is a page in a hidden tab: its timers fire once a minute, while what arrives is taken at once. */
  hide(): void;
  /** It is seen again, and its timers are punctual; as a page does, it makes sure that its connection lives. */
  show(): void;
  /** Every message that it was told, its own too; of one room, or of all. */
  messages(room?: string): readonly Heard[];
  /** Their texts. */
  texts(room?: string): readonly string[];
  /** The latest message; `undefined` before the first. */
  last(room?: string): Heard | undefined;
  /** Every gap that it was told of. */
  gaps(room?: string): readonly GapEvent[];
  /** The nicks of those in a room, as it knows them, sorted. Default: the room that it joined last. */
  members(room?: string): readonly string[];
}

/** A client as the world holds it. */
export interface HeldClient {
  /** For the test. */
  readonly client: WorldClient;
  /** As {@link WorldClient.join}; resolves when it is in, or will not be. */
  join(room: string, options?: JoinOptions): Promise<void>;
  /** What it is told to do from now on waits until this has settled. */
  wait(until: Promise<unknown>): void;
}

/** What a client of a world is made with. */
export interface WorldClientParts {
  readonly nick: string;
  readonly client: Client;
  readonly host: Host;
  readonly timers: ThrottledClock;
  readonly random: SeededRandom;
  readonly trace: Trace;
}

const limits = limitsWith();

/** The name under which the hub knows a room. */
function folded(room: string): string {
  return room.startsWith('@') ? room : roomName(room, limits);
}

function of<T extends { readonly room: string }>(all: readonly T[], room: string | undefined): readonly T[] {
  if (room === undefined) return [...all];
  const name = folded(room);
  return all.filter((one) => one.room === name);
}

/** Makes a client of a world, and connects it. */
export function createWorldClient({ nick: wanted, client, host, timers, random, trace }: WorldClientParts): HeldClient {
  const receipts: Receipt[] = [];
  const refusals: Refused[] = [];
  const name = () => client.user?.nick ?? wanted;
  const { messages, gaps, violations } = createWitness(client, name, trace);
  const doings = createDoings();
  const reasons: StateReason[] = [];
  let stopped: StateReason | undefined;
  client.on('state', (state, reason) => {
    stopped = state === 'stopped' ? reason : undefined;
    if (reason !== undefined) reasons.push(reason);
  });
  let here: string | undefined;

  function at(room: string | undefined): string {
    const named = room ?? here;
    if (named === undefined) throw new TypeError(`${wanted} has joined no room: say which.`);
    return named;
  }

  /** Begins a command when its time has come, and keeps what comes of it. */
  function begin<T>(
    what: string,
    told: string,
    run: () => Promise<T>,
    done: (value: T) => void = () => {},
  ): Promise<void> {
    return new Promise((settled) => {
      doings.add(() => {
        trace.add(`${name()} → ${what}${told}`);
        run()
          .then(done, (error: unknown) => {
            if (!(error instanceof ClientError)) throw error;
            refusals.push({ what, code: error.code, text: error.message, details: error.details });
            trace.add(`${name()} ← ${what} refused, ${error.code}`);
          })
          .finally(settled);
      });
    });
  }

  function kept(receipt: Receipt): void {
    receipts.push(receipt);
    trace.add(`${name()} ← ${shownRoom(receipt.room)} ${receipt.offset} kept${trace.key(receipt.key)}`);
  }

  function befall(what: string, happen: () => void): void {
    trace.add(`${name()} ${what}`);
    happen();
  }

  function join(room: string, options?: JoinOptions): Promise<void> {
    here = room;
    const told = ` ${shownRoom(room)}`;
    return begin(
      'join',
      told,
      () => client.join(room, options),
      ({ since: { offset } }) => trace.add(`${name()} ←${told} ${offset} is in`),
    );
  }

  const face: WorldClient = {
    get nick() {
      return name();
    },
    client,
    get state() {
      return client.state;
    },
    get stopped() {
      return stopped;
    },
    reasons,
    receipts,
    refusals,
    violations,
    join: (room, options) => void join(room, options),
    leave(room) {
      const named = at(room);
      const told = ` ${shownRoom(named)}`;
      void begin(
        'leave',
        told,
        () => client.leave(named),
        () => trace.add(`${name()} ←${told} is out`),
      );
    },
    say(text, { room, key = random.id(), ...more } = {}) {
      const named = at(room);
      const told = ` ${shownRoom(named)} ${JSON.stringify(text)}${trace.key(key)}`;
      void begin('say', told, () => client.say(named, text, { key, ...more }), kept);
    },
    tell(to, text) {
      const key = random.id();
      const told = ` ${to} ${JSON.stringify(text)}${trace.key(key)}`;
      void begin('tell', told, () => client.tell(to, text, { key }), kept);
    },
    typing(on = true, room) {
      const named = at(room);
      void begin('typing', ` ${shownRoom(named)} ${on ? 'on' : 'off'}`, async () => client.typing(named, on));
    },
    rename(nick) {
      void begin('nick', ` ${nick}`, () => client.nick(nick));
    },
    quit(text) {
      void begin('quit', '', () => client.quit(text));
    },
    drop: () => befall('is dropped', host.drop),
    lose: () => befall('loses its connection, the hub does not know', host.lose),
    vanish: () => befall('loses its connection, nobody knows', host.vanish),
    freeze: () => befall('freezes', () => host.freeze(true)),
    thaw: () => befall('thaws', () => host.freeze(false)),
    hide: () => befall('is hidden', () => timers.hide(true)),
    show: () =>
      befall('is shown', () => {
        timers.hide(false);
        client.hurry();
      }),
    messages: (room) => of(messages, room),
    texts: (room) => of(messages, room).map(({ text }) => text),
    last: (room) => of(messages, room).at(-1),
    gaps: (room) => of(gaps, room),
    members(room) {
      const members = client.rooms.get(folded(at(room)))?.members.values() ?? [];
      return [...members].map(({ nick }) => nick).sort();
    },
  };
  client.connect();
  return { client: face, join, wait: doings.wait };
}
