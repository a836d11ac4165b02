import { fromBase64 } from '../../core/protocol/base64.js';
import { openFrame } from '../../core/protocol/bytes.js';
import type {
  ByeEvent,
  GapEvent,
  JoinedEvent,
  LeftEvent,
  MessageEvent,
  NoticeEvent,
  PresenceEvent,
  RecoveredEvent,
  RenamedEvent,
  RosterEntry,
  ServerEvent,
  TypingEvent,
} from '../../core/protocol/events.js';
import type { WireFrame } from '../ports.js';
import type { Person } from '../view.js';

/** An object of JSON, its fields not yet checked. */
export type Fields = Readonly<Record<string, unknown>>;

/** The reply to `hello`. */
export interface WelcomeFrame {
  readonly type: 'welcome';
  readonly ref?: unknown;
  readonly user: Person;
  readonly heartbeatMs?: number;
  readonly resume?: { readonly token: string };
  readonly resumed?: boolean;
  readonly rooms?: readonly string[];
  /** Not checked: what makes no sense is left out. */
  readonly limits?: unknown;
}

/** A command was done. */
export interface OkFrame {
  readonly type: 'ok';
  readonly ref?: unknown;
  readonly result: Fields;
}

/** A command was refused; without `ref`, a frame could not be read. */
export interface ErrorFrame {
  readonly type: 'error';
  readonly ref?: unknown;
  readonly code: string;
  readonly text: string;
  readonly retry?: unknown;
  readonly details?: unknown;
}

/** The answer to a command. */
export type Reply = WelcomeFrame | OkFrame | ErrorFrame;

/** The events that the client knows by itself; plugins have more. */
export type KnownEvent =
  | MessageEvent
  | GapEvent
  | RecoveredEvent
  | JoinedEvent
  | LeftEvent
  | RenamedEvent
  | TypingEvent
  | PresenceEvent
  | NoticeEvent
  | ByeEvent;

/** An event of a type that the client does not know. */
export interface OtherEvent {
  readonly type: 'other';
  readonly event: ServerEvent;
  /** What came with it, or nothing. */
  readonly bytes: readonly [] | readonly [Uint8Array];
}

/** A frame that has what its type must have. */
export type Frame = Reply | KnownEvent | OtherEvent;

type Check = (value: unknown) => boolean;

/** Whether a value is an object of JSON. */
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is a text. */
export const isText = (value: unknown): value is string => typeof value === 'string';

/** Whether a value can be an offset. */
export const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isFlag: Check = (value) => typeof value === 'boolean';
const isAmount: Check = (value) => Number.isFinite(value) && (value as number) >= 0;
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isToken: Check = (value) => isObject(value) && isText(value.token);
const isPosition: Check = (value) => isObject(value) && isText(value.epoch) && isOffset(value.offset);
const isPerson: Check = (value) => isObject(value) && isText(value.id) && isText(value.nick);
const isOccupant: Check = (value) => isObject(value) && isPerson(value) && isTexts(value.wires);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

/** Whether a value is a list of people in a room. */
export const isMembers = (value: unknown): value is readonly RosterEntry[] =>
  Array.isArray(value) && value.every(isOccupant);

const place = { room: isText, epoch: isText, offset: isOffset };

/** What each type of frame must have for the client to rely on it. */
const checks: Readonly<Record<Reply['type'] | KnownEvent['type'], Readonly<Record<string, Check>>>> = {
  welcome: {
    user: isPerson,
    heartbeatMs: optional(isAmount),
    resume: optional(isToken),
    resumed: optional(isFlag),
    rooms: optional(isTexts),
  },
  ok: { result: isObject },
  error: { code: isText, text: isText },
  message: {
    ...place,
    offset: (value) => isOffset(value) && value > 0,
    id: isText,
    at: isAmount,
    from: isPerson,
    kind: isText,
    text: isText,
    key: optional(isText),
    to: optional(isPerson),
  },
  gap: { ...place, after: isPosition, missed: optional(isAmount) },
  recovered: { ...place, messages: isAmount, complete: isFlag, members: isMembers },
  joined: { room: isText, user: isOccupant },
  left: { room: isText, user: isPerson, reason: optional(isText) },
  renamed: { room: isText, user: isPerson, was: isText },
  typing: { room: isText, user: isPerson, on: isFlag },
  presence: { room: isText, user: isPerson, state: (value) => value === 'away' || value === 'online' },
  notice: { text: isText },
  bye: { code: isText, text: isText, reconnectMs: optional(isAmount) },
};

const isKnown = (type: string): type is keyof typeof checks => Object.hasOwn(checks, type);

/** An object of JSON, and the bytes that came with it. */
export interface Opened {
  readonly fields: Fields;
  readonly bytes?: Uint8Array;
}

/** What a frame holds, or `undefined` where that is no object of JSON, with bytes or without. */
export function objectIn(frame: WireFrame): Opened | undefined {
  const opened = typeof frame === 'string' ? { head: frame } : openFrame(frame);
  if (opened === undefined) return undefined;
  const { head, ...beside } = opened;
  try {
    const fields: unknown = JSON.parse(head);
    return isObject(fields) ? { fields, ...beside } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads a frame.
 *
 * @param bytes what came with it
 * @returns the frame, or what is wrong with it
 */
export function readFrame(fields: Fields, bytes?: Uint8Array): Frame | string {
  const { type } = fields;
  if (!isText(type)) return 'a frame without a type';
  if (!isKnown(type)) return otherEvent(type, fields, bytes);
  const wrong = Object.entries(checks[type]).find(([name, check]) => !check(fields[name]));
  return wrong === undefined ? (fields as unknown as Frame) : `${type} with a wrong ${wrong[0]}`;
}

/** A wire that carries text only has the bytes in a field. */
function otherEvent(type: string, { base64, ...fields }: Fields, beside: Uint8Array | undefined): OtherEvent | string {
  const bytes = isText(base64) ? fromBase64(base64) : beside;
  if (base64 !== undefined && bytes === undefined) return `${type} with a wrong base64`;
  return { type: 'other', event: fields as unknown as ServerEvent, bytes: bytes === undefined ? [] : [bytes] };
}
