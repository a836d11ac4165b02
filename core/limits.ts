import type { ErrorCode } from './errors.js';

/** One row of the table of limits. */
export interface LimitInfo {
  /** What holds where nothing is set, in `unit`. */
  readonly default: number;
  /** What is counted; `ms` is milliseconds. */
  readonly unit: 'bytes' | 'characters' | 'count' | 'ms';
  /** What whoever passes the limit is told. Absent where nobody is refused, only slowed down. */
  readonly code?: ErrorCode;
  /** What is limited, for whoever sets it. */
  readonly text: string;
}

/** Every limit of the core. Characters are Unicode code points, bytes are UTF-8. */
export const limitTable = {
  sessions: { default: 100_000, unit: 'count', code: 'CHAT_HUB_FULL', text: 'Sessions at once.' },
  sessionsPerAddress: {
    default: 10_000,
    unit: 'count',
    code: 'CHAT_ADDRESS_CROWDED',
    text: 'Sessions at once from one address.',
  },
  handshakeMs: {
    default: 120_000,
    unit: 'ms',
    code: 'CHAT_HANDSHAKE_TIMEOUT',
    text: 'From the connection to the login. Long enough for a person to think of a nick.',
  },
  handshakeBytes: {
    default: 65_536,
    unit: 'bytes',
    code: 'CHAT_FRAME_TOO_LARGE',
    text: 'What is kept of an unfinished frame before the login.',
  },
  resumeMs: {
    default: 120_000,
    unit: 'ms',
    text: 'A session is kept after its connection is lost, for a client that asked for it.',
  },
  awaySessions: {
    default: 10_000,
    unit: 'count',
    text: 'Sessions that are kept without a connection. Beyond it the one that has been away longest ends.',
  },
  recoverEntries: {
    default: 1_000,
    unit: 'count',
    text: 'Messages of one room that a client is caught up with; of more than that only the newest, after a gap.',
  },
  heartbeatMs: {
    default: 30_000,
    unit: 'ms',
    code: 'CHAT_HEARTBEAT_LOST',
    text: 'Within it a client that promised a heartbeat sends a frame, or answers a ping of its wire. It is cut off after one to two of them.',
  },
  idleMs: {
    default: 2_592_000_000,
    unit: 'ms',
    code: 'CHAT_IDLE',
    text: 'Silence of anybody else before the connection is closed. The default is 30 days.',
  },
  faults: {
    default: 10,
    unit: 'count',
    code: 'CHAT_PROTOCOL',
    text: 'Bad frames in a row before the connection is closed.',
  },
  inboxFrames: {
    default: 64,
    unit: 'count',
    text: 'Frames that wait for their turn. Beyond it the connection is not read until half of them are done.',
  },
  outboxBytes: {
    default: 1_048_576,
    unit: 'bytes',
    code: 'CHAT_SLOW_CONSUMER',
    text: 'Bytes that wait for a slow reader.',
  },
  latestEvents: {
    default: 256,
    unit: 'count',
    code: 'CHAT_SLOW_CONSUMER',
    text: 'Typing and presence events that wait for a slow reader, the latest of each. Beyond it typing is dropped.',
  },
  nickCharacters: { default: 32, unit: 'characters', code: 'CHAT_NAME_INVALID', text: 'Length of a nick.' },
  nickBytes: { default: 96, unit: 'bytes', code: 'CHAT_NAME_INVALID', text: 'Size of a nick.' },
  roomCharacters: { default: 64, unit: 'characters', code: 'CHAT_NAME_INVALID', text: "Length of a room's name." },
  roomBytes: { default: 192, unit: 'bytes', code: 'CHAT_NAME_INVALID', text: "Size of a room's name." },
  textCharacters: { default: 4_000, unit: 'characters', code: 'CHAT_TEXT_TOO_LONG', text: 'Length of a message.' },
  textBytes: { default: 16_384, unit: 'bytes', code: 'CHAT_TEXT_TOO_LONG', text: 'Size of a message.' },
  textLines: { default: 200, unit: 'count', code: 'CHAT_TEXT_TOO_LONG', text: 'Lines of a message.' },
  textParts: {
    default: 16,
    unit: 'count',
    code: 'CHAT_TEXT_TOO_LONG',
    text: 'Messages that a longer text becomes, from clients that cannot know the limits: plain text and the old programs.',
  },
  dataBytes: {
    default: 16_384,
    unit: 'bytes',
    code: 'CHAT_BAD_COMMAND',
    text: 'Size of the data beside a message, and of credentials, as JSON.',
  },
  dataDepth: {
    default: 32,
    unit: 'count',
    code: 'CHAT_BAD_COMMAND',
    text: 'Objects and lists inside one another in the data beside a message, and in credentials.',
  },
  keyCharacters: { default: 64, unit: 'characters', code: 'CHAT_BAD_COMMAND', text: "Length of a message's key." },
  rooms: { default: 100_000, unit: 'count', code: 'CHAT_TOO_MANY_ROOMS', text: 'Rooms at once.' },
  roomsPerSession: { default: 50, unit: 'count', code: 'CHAT_TOO_MANY_ROOMS', text: 'Rooms that one session is in.' },
  conversations: {
    default: 200,
    unit: 'count',
    text: 'Conversations of two that one session is in. Beyond it the oldest is put aside until its next message.',
  },
  pageEntries: {
    default: 200,
    unit: 'count',
    code: 'CHAT_BAD_COMMAND',
    text: 'Rooms in one page of `rooms`, or users in one page of `who`.',
  },
  unattendedRooms: {
    default: 1_000,
    unit: 'count',
    text: 'Rooms that only sessions without a connection are in. Beyond it the one left longest ago closes; its sessions are brought back into it when they resume.',
  },
  membersPerRoom: { default: 100_000, unit: 'count', code: 'CHAT_ROOM_FULL', text: 'Sessions in one room.' },
  gateMs: { default: 2_000, unit: 'ms', code: 'CHAT_PLUGIN_TIMEOUT', text: 'For one gate of a plugin to decide.' },
  commandMs: {
    default: 10_000,
    unit: 'ms',
    code: 'CHAT_PLUGIN_TIMEOUT',
    text: "For a plugin's command to be done.",
  },
  pluginBlockMs: {
    default: 200,
    unit: 'ms',
    text: 'For a gate, listener, timer or command of a plugin to return. One that blocks the event loop for longer is named in the log.',
  },
  setupMs: {
    default: 10_000,
    unit: 'ms',
    code: 'CHAT_PLUGIN_SETUP',
    text: 'For a plugin to be set up, or to be disposed.',
  },
  reconnectMs: {
    default: 10_000,
    unit: 'ms',
    text: 'Whoever is sent away is told to come back after a random part of it, a quarter at least.',
  },
  drainBatch: {
    default: 500,
    unit: 'count',
    text: 'Connections that are closed in one turn of the event loop when the hub stops.',
  },
  traces: {
    default: 1_000,
    unit: 'count',
    text: 'Messages, and people who left a room, that `why` knows of.',
  },
  drainMs: { default: 5_000, unit: 'ms', code: 'CHAT_DRAINING', text: 'For everybody to leave when the hub stops.' },
} as const satisfies Record<string, LimitInfo>;

/** A limit's name. */
export type LimitName = keyof typeof limitTable;

/** The limits in force. */
export type Limits = Readonly<Record<LimitName, number>>;

/**
 * The defaults with some of them changed.
 * @throws TypeError for a name that is not in the table, or a value that is not a whole number of at least 1.
 */
export function limitsWith(changes: Partial<Limits> = {}): Limits {
  const limits = {} as Record<LimitName, number>;
  for (const [name, meaning] of Object.entries(limitTable)) limits[name as LimitName] = meaning.default;
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(limitTable, name)) throw new TypeError(`There is no limit named ${name}.`);
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new TypeError(`The limit ${name} must be a whole number of at least 1, not ${String(value)}.`);
    }
    limits[name as LimitName] = value;
  }
  return limits;
}
