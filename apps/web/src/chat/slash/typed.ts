import type { Conversation } from '../conversation.js';
import type { Fields } from '../fields.js';
import { looksLikeDuration, parseDuration } from './duration.js';

/** What was typed after a command, in its parts. */
export interface CommandInput {
  /** The room named first, `#dev` or `*`; else the one that is shown. */
  readonly room: string;
  readonly words: readonly string[];
  /** All behind the room, as it was typed. */
  readonly text: string;
}

/** Takes a room off the front of what was typed. */
export function parseInput({ room = '' }: Conversation, typed: string): CommandInput {
  const [, named, rest = ''] = /^(#\S+|\*)(?:\s+([\s\S]*))?$/.exec(typed) ?? [];
  const text = named === undefined ? typed : rest;
  return { room: named ?? room, words: text.split(/\s+/).filter((word) => word !== ''), text };
}

/** `NICK`, as fields. */
export function nickFields({ room, words: [nick] }: CommandInput): Fields | undefined {
  return nick === undefined ? undefined : { room, nick };
}

/** `NICK [REASON]`, as fields. */
export function nickReasonFields({ room, words: [nick, ...reason] }: CommandInput): Fields | undefined {
  if (nick === undefined) return undefined;
  return { room, nick, ...(reason.length === 0 ? {} : { reason: reason.join(' ') }) };
}

/** `NICK [TIME] [REASON]`, as fields; what was meant as a time and is none is no reason. */
export function nickTimeReasonFields({ room, words: [nick, time, ...rest] }: CommandInput): Fields | undefined {
  if (nick === undefined) return undefined;
  const seconds = time === undefined ? undefined : parseDuration(time);
  if (time !== undefined && seconds === undefined && looksLikeDuration(time)) return undefined;
  const reason = (seconds === undefined && time !== undefined ? [time, ...rest] : rest).join(' ');
  return {
    room,
    nick,
    ...(seconds === undefined ? {} : { seconds }),
    ...(reason === '' ? {} : { reason }),
  };
}

/** `NICK`, or `:17` for the number of a ban or a mute, as fields. */
export function nickOrIdFields({ room, words: [word] }: CommandInput): Fields | undefined {
  if (word === undefined) return undefined;
  return word.startsWith(':') ? { room, id: word.slice(1) } : { room, nick: word };
}
