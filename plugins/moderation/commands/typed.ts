import { type JsonObject, type Refusal, refuse } from '../../../core/index.js';
import { looksLikeTime, parseDuration } from '../durations.js';
import { EVERYWHERE } from '../roles.js';

/** What somebody typed, in its parts. */
export interface Typed {
  /** The room named first, `#dev` or `*`; else the one that they are looking at. */
  readonly room: string;
  readonly words: readonly string[];
}

/** How a command is to be typed. */
export function usage(text: string): Refusal {
  return refuse('CHAT_BAD_COMMAND', `Try ${text}.`);
}

/** Takes a room off the front of what was typed. */
export function typedIn(typed: string, here: string | undefined): Typed {
  const words = typed.split(/\s+/).filter((word) => word !== '');
  const [first = ''] = words;
  // No nick begins like that.
  const namesRoom = first === EVERYWHERE || (first.startsWith('#') && first.length > 1);
  return namesRoom ? { room: first, words: words.slice(1) } : { room: here ?? '', words };
}

/** `WHO [TIME] [REASON]`, as fields. @param who The field that the name goes into. */
export function whoAndWhy(
  { room, words }: Typed,
  help: string,
  who: (name: string) => JsonObject = (nick) => ({ nick }),
): JsonObject | Refusal {
  const [name, time, ...rest] = words;
  if (name === undefined) return usage(help);
  const seconds = time === undefined ? undefined : parseDuration(time);
  // What was meant as a time and is none would otherwise last for ever, for a strange reason.
  if (time !== undefined && seconds === undefined && looksLikeTime(time)) {
    return refuse('CHAT_BAD_COMMAND', `${time} is not a time. Try 30s, 10m, 2h or 7d.`);
  }
  const reason = (seconds === undefined ? words.slice(1) : rest).join(' ');
  return {
    room,
    ...who(name),
    ...(seconds === undefined ? {} : { seconds }),
    ...(reason === '' ? {} : { reason }),
  };
}

/** `WHO [REASON]`, as fields. */
export function whoAndReason({ room, words }: Typed, help: string): JsonObject | Refusal {
  const [nick, ...rest] = words;
  if (nick === undefined) return usage(help);
  return { room, nick, ...(rest.length === 0 ? {} : { reason: rest.join(' ') }) };
}

/** `:17` for the number of a ban or a mute, else a nick. No nick begins with a colon. */
export function numberOrNick(word: string): JsonObject {
  return word.startsWith(':') ? { id: word.slice(1) } : { nick: word };
}
