import type { Client, ClientEvents, GapEvent, StateReason } from '../../client/index.js';
import { type Heard, heard } from './heard.js';
import type { Trace } from './trace.js';

/** What a client was told. */
export interface Witness {
  /** Every message, in the order in which it came. */
  readonly messages: readonly Heard[];
  /** Every gap. */
  readonly gaps: readonly GapEvent[];
  /** How the server broke the protocol. */
  readonly violations: readonly string[];
}

/** A room as people write it. */
export function shownRoom(room: string): string {
  return room.startsWith('@') ? room : `#${room}`;
}

function because(reason: StateReason | undefined): string {
  return reason === undefined ? '' : `, ${reason.code}`;
}

/** Keeps what a client is told, and writes it into the trace. */
export function createWitness(client: Client, name: () => string, trace: Trace): Witness {
  const messages: Heard[] = [];
  const gaps: GapEvent[] = [];
  const violations: string[] = [];

  function tell<E extends keyof ClientEvents>(event: E, line: (...told: Parameters<ClientEvents[E]>) => string): void {
    const listener = (...told: Parameters<ClientEvents[E]>) => trace.add(`${name()} ${line(...told)}`);
    client.on(event, listener as ClientEvents[E]);
  }

  tell('state', (state, reason) => `is ${state}${because(reason)}`);
  tell('welcome', (how) => `← welcome, ${how}`);
  tell('message', (message) => {
    messages.push(heard(message));
    const { room, from, text, key, offset } = message;
    return `← ${shownRoom(room)} ${offset} ${from.nick} ${JSON.stringify(text)}${trace.key(key)}`;
  });
  tell('gap', (gap) => {
    gaps.push(gap);
    return `← ${shownRoom(gap.room)} gap up to ${gap.offset}, ${gap.missed ?? '?'} missed`;
  });
  tell('recovered', ({ room, messages: count, offset, complete }) => {
    return `← ${shownRoom(room)} recovered up to ${offset}, ${count} caught up${complete ? '' : ', with a gap'}`;
  });
  tell('caughtUp', (room, { how, messages, missed }) => {
    const lost = missed === undefined ? '' : `, ${missed} missed`;
    return `is back in ${shownRoom(room)}: ${how}, ${messages} told${lost}`;
  });
  tell('joined', ({ room, user }) => `← ${shownRoom(room)} ${user.nick} joined`);
  tell('left', ({ room, user, reason }) => {
    return `← ${shownRoom(room)} ${user.nick} left${reason === undefined ? '' : `: ${reason}`}`;
  });
  tell('renamed', ({ room, user, was }) => `← ${shownRoom(room)} ${was} is now ${user.nick}`);
  tell('typing', ({ room, user, on }) => `← ${shownRoom(room)} ${user.nick} ${on ? 'types' : 'stopped typing'}`);
  tell('presence', ({ room, user, state }) => `← ${shownRoom(room)} ${user.nick} is ${state}`);
  tell('notice', ({ text }) => `← notice ${JSON.stringify(text)}`);
  tell('violation', (text) => {
    violations.push(text);
    return `VIOLATION ${text}`;
  });
  return { messages, gaps, violations };
}
