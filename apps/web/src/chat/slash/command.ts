import type { PhraseName } from '../../i18n/index.js';
import type { Conversation } from '../conversation.js';
import { type Fields, readText } from '../fields.js';
import type { NoticeText } from '../item.js';
import type { Chat } from '../state.js';

/** A slash command. */
export interface SlashCommand {
  /** Phrase with the usage, then a description. */
  readonly help: PhraseName;
  /** Whether it requires an argument. */
  readonly wantsText?: true;
  /**
   * Runs the command and returns its output.
   *
   * @returns `undefined` if the arguments are invalid: the usage is shown
   * @throws ClientError if refused
   */
  run(
    chat: Chat,
    here: Conversation,
    typed: string,
  ): Promise<readonly NoticeText[] | undefined> | readonly NoticeText[] | undefined;
}

/** Commands by name. */
export type SlashCommands = Readonly<Record<string, SlashCommand>>;

export const NO_OUTPUT: readonly NoticeText[] = [];

/** Arguments of a command. */
export interface CommandInput {
  /** The room given first, `#dev` or `*`; otherwise the shown one. */
  readonly room: string;
  readonly words: readonly string[];
  /** Everything after the room. */
  readonly text: string;
}

/** Parses arguments, with an optional room in front. */
export function parseInput({ room = '' }: Conversation, typed: string): CommandInput {
  const [, named, rest = ''] = /^(#\S+|\*)(?:\s+([\s\S]*))?$/.exec(typed) ?? [];
  const text = named === undefined ? typed : rest;
  return { room: named ?? room, words: text.split(/\s+/).filter((word) => word !== ''), text };
}

/** Fields of `NICK`. */
export function nickFields({ room, words: [nick] }: CommandInput): Fields | undefined {
  return nick === undefined ? undefined : { room, nick };
}

/** Fields of `NICK [REASON]`. */
export function nickReasonFields({ room, words: [nick, ...reason] }: CommandInput): Fields | undefined {
  if (nick === undefined) return undefined;
  return { room, nick, ...(reason.length === 0 ? {} : { reason: reason.join(' ') }) };
}

/** Fields of `NICK [TIME] [REASON]`; an invalid time is not taken as a reason. */
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

/** Fields of `NICK`, or of `:17` for the id of a ban or mute. */
export function nickOrIdFields({ room, words: [word] }: CommandInput): Fields | undefined {
  if (word === undefined) return undefined;
  return word.startsWith(':') ? { room, id: word.slice(1) } : { room, nick: word };
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Ten years, the server's maximum. */
const MAX_SECONDS = 315_360_000;

/**
 * Parses a duration such as `30s`, `10m`, `2h` or `1h30m`.
 *
 * @returns seconds; `undefined` if invalid
 */
export function parseDuration(word: string): number | undefined {
  if (!/^(?:\d{1,9}[wdhms])+$/i.test(word)) return undefined;
  let seconds = 0;
  for (const [, count, unit = ''] of word.toLowerCase().matchAll(/(\d+)([a-z])/g)) {
    seconds += Number(count) * (SECONDS[unit] ?? 0);
  }
  return seconds >= 1 && seconds <= MAX_SECONDS ? seconds : undefined;
}

/** Checks whether a word is meant as a duration, even an invalid one. */
export const looksLikeDuration = (word: string): boolean => /^\d+\p{L}*$/u.test(word) || /^(?:\d+[a-z])+$/i.test(word);

/** A slash command that runs a command of the server. */
export interface ServerCommand {
  readonly help: PhraseName;
  /** The server's command. */
  readonly command: string;
  /** Converts the arguments to the command's fields; `undefined` if invalid. */
  fields(input: CommandInput): Fields | undefined;
  /** Describes the result. Default: its `line`, unless the shown room receives it anyway. */
  describe?(result: Fields, chat: Chat): readonly NoticeText[];
}

/** The room receives the line of an action as an event; for other rooms it is shown here. */
function describeElsewhere(result: Fields, { room }: Conversation): readonly NoticeText[] {
  const line = readText(result.line);
  return line === undefined || result.room === room ? NO_OUTPUT : [{ text: line }];
}

/** Creates a slash command for a server command. */
export function serverCommand({ help, command, fields, describe }: ServerCommand): SlashCommand {
  return {
    help,
    async run(chat, here, typed) {
      const input = parseInput(here, typed);
      const request = fields(input);
      if (request === undefined) return undefined;
      if (input.room === '' && request.room === '') return [{ phrase: 'needsRoom' }];
      const result = await chat.client.request(command, request);
      return describe === undefined ? describeElsewhere(result, here) : describe(result, chat);
    },
  };
}
