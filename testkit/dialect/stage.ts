import {
  type Awaitable,
  type CloseReason,
  type ConnectionInfo,
  type Dialect,
  type DialectPort,
  type DialectSession,
  type Frame,
  type Framing,
  isJsonObject,
  type JsonObject,
  type Outcome,
  refuse,
  type Session,
  type SlashCommand,
  type User,
} from '../../core/index.js';
import { type ManualClock, manualClock } from '../clock/index.js';

/** A connection as a dialect may meet it. */
export interface Meeting {
  readonly name: string;
  readonly info: Partial<ConnectionInfo>;
  readonly framing: Framing;
  /** How the hub answers commands: at once or later, doing them or refusing everything. */
  readonly hub: 'at once' | 'later' | 'refuses';
}

/** A dialect in conversation, and everything that it did. */
export interface DialectStage {
  readonly clock: ManualClock;
  readonly conversation: DialectSession;
  /** Frames sent so far. */
  readonly sent: readonly Frame[];
  /** Commands run so far. */
  readonly ran: readonly string[];
  /** Why the dialect closed the connection. */
  readonly closings: readonly CloseReason[];
  readonly faults: () => number;
}

const frameList = (name: string, delimited: boolean, binary: boolean): Framing => ({
  name,
  delimited,
  binary,
  pack: (frames) => ({ frames, byteLength: 0 }),
  join: (packets) => ({
    frames: packets.flatMap((packet) => ('frames' in packet ? packet.frames : [])),
    byteLength: 0,
  }),
});

const delimited = frameList('delimited', true, true);
const unframed = frameList('unframed', false, false);

/** Every kind of connection that a dialect must bear. */
export const meetings: readonly Meeting[] = [
  { name: 'a wire without negotiation', info: {}, framing: delimited, hub: 'at once' },
  { name: 'a wire without negotiation, on a slow hub', info: {}, framing: delimited, hub: 'later' },
  { name: 'a wire without frame boundaries', info: {}, framing: unframed, hub: 'later' },
  {
    name: 'a peer that asked for no subprotocol',
    info: { subprotocol: '', url: '/?echo=1' },
    framing: delimited,
    hub: 'later',
  },
  {
    name: 'a peer that asked for the native subprotocol',
    info: { subprotocol: 'partyline.v1', url: '/' },
    framing: delimited,
    hub: 'later',
  },
  { name: 'a hub that refuses everything', info: {}, framing: delimited, hub: 'refuses' },
];

const odd: SlashCommand = {
  name: 'odd',
  usage: '[X]',
  summary: 'Does something odd.',
  command: 'odd',
  fields: (typed) => (typed === '' ? refuse('ODD_EMPTY', 'Nothing was typed.') : { typed }),
  answer: (result) => (Object.keys(result).length > 1 ? 'Done.' : undefined),
};

/** Opens a dialect on a connection that exists on this side only. Nothing is greeted yet. */
export function openDialect(dialect: Dialect, { info, framing, hub }: Meeting): DialectStage {
  const clock = manualClock({ start: 1_000 });
  const sent: Frame[] = [];
  const ran: string[] = [];
  const closings: CloseReason[] = [];
  let faults = 0;
  let user: User | undefined;
  const rooms: string[] = [];
  const whole: ConnectionInfo = { id: 'c1', transport: 'test', openedAt: 1_000, secure: false, ...info };

  const session: Session = {
    id: 's1',
    get user() {
      return user;
    },
    info: whole,
    wire: 'test/dialect',
    rooms,
    connected: true,
    pendingBytes: 0,
    roundTripMs: undefined,
    get: (key) => key.initial(),
    set() {},
    send() {},
    stream: () => ({ wake() {}, cancel() {} }),
    close() {},
  };

  function done(command: string, fields: JsonObject): Outcome {
    if (hub === 'refuses') return refuse('TEST_NO', 'No.', { suggestion: 'ann2', odd: true });
    if (command === 'hello') {
      if (user !== undefined) return refuse('CHAT_LOGGED_IN', 'You are logged in already.');
      user = {
        id: 'u1',
        nick: typeof fields.nick === 'string' ? fields.nick : 'guest',
        account: undefined,
        sessions: new Set([session]),
      };
      return { session: 's1', user: { id: 'u1', nick: user.nick } };
    }
    if (user === undefined) return refuse('CHAT_LOGIN_REQUIRED', 'Log in first.');
    if (command === 'join') rooms.push(String(fields.room));
    return { room: fields.room ?? null, members: [{ id: 'u1', nick: 'ann', wires: [] }], nick: 'ann', rooms: [] };
  }

  const port: DialectPort = {
    info: whole,
    framing,
    clock,
    session,
    slashes: new Map([['odd', odd]]),
    run(command, fields): Awaitable<Outcome> {
      if (!isJsonObject(fields)) throw new TypeError('The fields of a command are an object.');
      ran.push(command);
      return hub === 'later' ? Promise.resolve().then(() => done(command, fields)) : done(command, fields);
    },
    send(frame) {
      if (typeof frame !== 'string' && !framing.binary) throw new TypeError('The framing carries no bytes.');
      sent.push(frame);
    },
    fault() {
      faults++;
    },
    close(reason) {
      closings.push(reason);
      conversation.farewell(reason, undefined, false);
    },
  };

  const conversation = dialect.open(port);
  return { clock, conversation, sent, ran, closings, faults: () => faults };
}
