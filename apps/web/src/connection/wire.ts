import type { ServerEvent as AnyEvent, Occupant } from '../../../../core/protocol/events.js';

export type {
  ByeEvent,
  JoinedEvent,
  LeftEvent,
  MessageEvent as ChatMessageEvent,
  Occupant,
  RenamedEvent,
} from '../../../../core/protocol/events.js';

/** What the server tells this page. It asks for no session that outlives its connection, and shows neither typing nor presence. */
export type ServerEvent = Exclude<AnyEvent, { readonly type: 'typing' | 'presence' | 'gap' | 'recovered' }>;

/** The WebSocket subprotocol of the native JSON wire. */
export const SUBPROTOCOL = 'partyline.v1';

/** A command's fields, without `ref`. */
export interface CommandFields {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Somebody, by id and nick. */
export interface Person {
  readonly id: string;
  readonly nick: string;
}

/** The reply to `hello`: the client is logged in. */
export interface Welcome {
  readonly type: 'welcome';
  readonly ref?: number;
  readonly session: string;
  readonly user: Person;
  readonly limits: Readonly<Record<string, number>>;
}

/** A command was done. */
export interface Ok {
  readonly type: 'ok';
  readonly ref?: number;
  readonly result: Readonly<Record<string, unknown>>;
}

/** A command was refused; without `ref`, a frame could not be read. */
export interface Refused {
  readonly type: 'error';
  readonly ref?: number;
  readonly code: string;
  readonly text: string;
  readonly retry: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Anything that the server sends. */
export type ServerFrame = Welcome | Ok | Refused | ServerEvent;

type Fields = Readonly<Record<string, unknown>>;
type Check = (frame: Fields) => boolean;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPerson = (value: unknown): boolean =>
  isObject(value) && typeof value.id === 'string' && typeof value.nick === 'string';
const text =
  (...names: readonly string[]): Check =>
  (frame) =>
    names.every((name) => typeof frame[name] === 'string');

/** What each type of frame must have for the page to rely on it. */
const checks: Readonly<Record<ServerFrame['type'], Check>> = {
  welcome: (frame) => isPerson(frame.user) && isObject(frame.limits),
  ok: (frame) => isObject(frame.result),
  error: text('code', 'text'),
  message: (frame) =>
    text('room', 'id', 'epoch', 'kind', 'text')(frame) &&
    Number.isFinite(frame.at) &&
    Number.isFinite(frame.offset) &&
    isPerson(frame.from) &&
    (frame.to === undefined || isPerson(frame.to)),
  joined: (frame) => text('room')(frame) && isPerson(frame.user),
  left: (frame) => text('room')(frame) && isPerson(frame.user),
  renamed: (frame) => text('was')(frame) && isPerson(frame.user),
  notice: text('text'),
  bye: text('code', 'text'),
};

const isKnown = (type: unknown): type is ServerFrame['type'] => typeof type === 'string' && Object.hasOwn(checks, type);

/**
 * Reads one frame from the server.
 *
 * @param line the text of the frame
 * @returns the frame, or `undefined` for what is not JSON, lacks a field, or is of a type that this page does not know
 */
export function readFrame(line: string): ServerFrame | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(value) || !isKnown(value.type) || !checks[value.type](value)) return undefined;
  return value as unknown as ServerFrame;
}

/** The members in a result, the malformed ones left out. */
export function membersIn(result: Fields): readonly Occupant[] {
  if (!Array.isArray(result.members)) return [];
  return result.members.filter(isPerson).map(occupantFrom);
}

/** A member with the wires that it has named, if any. */
export function occupantFrom(user: Person & { readonly wires?: unknown }): Occupant {
  const wires = Array.isArray(user.wires) ? user.wires.filter((wire) => typeof wire === 'string') : [];
  return { id: user.id, nick: user.nick, wires };
}

/** A room that the server has listed. */
export interface ListedRoom {
  readonly room: string;
  /** How many people are in it. */
  readonly members: number;
}

/** The rooms in a result, the malformed ones left out. */
export function roomsIn(result: Fields): readonly ListedRoom[] {
  if (!Array.isArray(result.rooms)) return [];
  return result.rooms.filter(
    (listed): listed is ListedRoom =>
      isObject(listed) && typeof listed.room === 'string' && typeof listed.members === 'number',
  );
}
