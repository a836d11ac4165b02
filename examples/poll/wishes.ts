import { ChatError, type ErrorDetails, fold, type JsonObject } from 'partyline';
import type { PollLimits } from './limits.js';

/** What somebody wants to ask. */
export interface OpenWish {
  readonly question: string;
  readonly options: readonly string[];
  readonly ms: number;
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5m` in milliseconds; `undefined` for what is no time. */
export function typedMs(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/i.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (units[unit.toLowerCase()] ?? Number.NaN);
}

/**
 * The fields behind `Tea or coffee? | tea | coffee | 5m`. The last part is a time only where two options are left without
 * it, so that `How long? | 5m | 10m` asks what it seems to ask.
 */
export function typedPoll(typed: string): JsonObject {
  const [question = '', ...options] = typed.split('|').map((part) => part.trim());
  const ms = options.length > 2 ? typedMs(options.at(-1) ?? '') : undefined;
  return ms === undefined ? { question, options } : { question, options: options.slice(0, -1), ms };
}

/** The fields behind `2`, or behind `7 2` for a poll that is not the newest. `''` where nothing was typed. */
export function typedVote(typed: string): JsonObject {
  const words = typed.split(/\s+/).map((word) => (/^\d{1,9}$/.test(word) ? Number(word) : word));
  const [first = '', second] = words;
  return second === undefined ? { choice: first } : { poll: first, choice: second };
}

function bad(field: string, text: string): ChatError {
  return new ChatError('CHAT_BAD_COMMAND', text, { details: { field } });
}

function check(holds: boolean, code: `POLL_${Uppercase<string>}`, text: string, details: ErrorDetails): void {
  if (!holds) throw new ChatError(code, text, { details });
}

/** A room as the client calls it. */
export function roomField({ room }: JsonObject): string {
  if (typeof room !== 'string') throw bad('room', 'The field room must be a text.');
  return room;
}

/** The number of a poll; `undefined`: the newest one. */
export function pollField({ poll }: JsonObject): number | undefined {
  if (poll === undefined || typeof poll === 'number') return poll;
  throw bad('poll', 'A poll is named by its number.');
}

/** Which option, from 1. */
export function choiceField({ choice }: JsonObject): number {
  if (typeof choice !== 'number') throw bad('choice', 'An option is named by its number, as in /vote 2.');
  return choice;
}

// Every option has a line of the message to itself.
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const length = (text: string): number => [...text].length;

/** What is asked, in which words, for how long. @throws ChatError `CHAT_BAD_COMMAND`, or a code of the limit that is passed. */
export function openWish({ question, options, ms }: JsonObject, limits: PollLimits): OpenWish {
  if (typeof question !== 'string') throw bad('question', 'The field question must be a text.');
  if (!Array.isArray(options) || !options.every((option) => typeof option === 'string')) {
    throw bad('options', 'The field options must be a list of texts.');
  }
  if (ms !== undefined && typeof ms !== 'number') throw bad('ms', 'The field ms must be a number.');
  const wish = { question: oneLine(question), options: options.map(oneLine), ms: ms ?? limits.usualMs };
  const { questionCharacters, optionCharacters, options: most, shortestMs, longestMs } = limits;
  check(
    wish.question !== '' && length(wish.question) <= questionCharacters,
    'POLL_QUESTION',
    `A question has 1 to ${questionCharacters} characters.`,
    { most: questionCharacters },
  );
  check(
    wish.options.length >= 2 && wish.options.length <= most,
    'POLL_OPTIONS',
    `A poll has 2 to ${most} options, as in: Tea or coffee? | tea | coffee`,
    { least: 2, most },
  );
  check(
    wish.options.every((option) => option !== '' && length(option) <= optionCharacters),
    'POLL_OPTION_LENGTH',
    `An option has 1 to ${optionCharacters} characters.`,
    { most: optionCharacters },
  );
  check(
    new Set(wish.options.map(fold)).size === wish.options.length,
    'POLL_OPTION_TWICE',
    'Two options are alike.',
    {},
  );
  check(
    Number.isSafeInteger(wish.ms) && wish.ms >= shortestMs && wish.ms <= longestMs,
    'POLL_DURATION',
    'A poll is not open for so short or so long a time.',
    { leastMs: shortestMs, mostMs: longestMs },
  );
  return wish;
}
