import { type Bucket, bucketOf, dueIn, fullAfter, type Rate } from './bucket.js';

/** What is limited. */
export type Kind = 'commands' | 'messages' | 'bytes';

/** A rate for each kind. */
export interface Rates {
  /** Commands of any kind, but for those with limits of their own (parts of files). */
  readonly commands: Rate;
  /** What is published: messages, edits, reactions, announcements of files. */
  readonly messages: Rate;
  /** UTF-8 bytes of the frames that bring commands. */
  readonly bytes: Rate;
}

/** A bucket for each kind. */
export type Buckets = Readonly<Record<Kind, Bucket>>;

/** How much of each kind somebody wants now. */
export type Ask = Readonly<Record<Kind, number>>;

/** What is kept of a session or an address: when each of its buckets is full again, by the monotonic clock, in milliseconds. */
export type Account = Record<Kind, number>;

/** Every kind. */
export const kinds: readonly Kind[] = ['commands', 'messages', 'bytes'];

/** Somebody who has never taken anything. All accounts are made here, alike from the first, so that they are read fast. */
export function newAccount(): Account {
  return { commands: -Infinity, messages: -Infinity, bytes: -Infinity };
}

/** The buckets of rates. */
export function bucketsOf({ commands, messages, bytes }: Rates): Buckets {
  return { commands: bucketOf(commands), messages: bucketOf(messages), bytes: bucketOf(bytes) };
}

/** How long until all that is asked for is there, in milliseconds; 0 or less: it is. Asked for every command: no loop, no list. */
export function wholeDueIn(buckets: Buckets, account: Account, ask: Ask, now: number): number {
  const { commands, messages, bytes } = ask;
  let due = 0;
  if (commands > 0) due = Math.max(due, dueIn(buckets.commands, account.commands, commands, now));
  if (messages > 0) due = Math.max(due, dueIn(buckets.messages, account.messages, messages, now));
  if (bytes > 0) due = Math.max(due, dueIn(buckets.bytes, account.bytes, bytes, now));
  return due;
}

/** The kind that is longest in coming. */
export function longestOf(buckets: Buckets, account: Account, ask: Ask, now: number): { kind: Kind; ms: number } {
  let longest: { kind: Kind; ms: number } = { kind: 'commands', ms: 0 };
  for (const kind of kinds) {
    const ms = ask[kind] > 0 ? dueIn(buckets[kind], account[kind], ask[kind], now) : 0;
    if (ms > longest.ms) longest = { kind, ms };
  }
  return longest;
}

/** Takes what is asked for, whether it is there or not. */
export function take(buckets: Buckets, account: Account, ask: Ask, now: number): void {
  const { commands, messages, bytes } = ask;
  if (commands > 0) account.commands = fullAfter(buckets.commands, account.commands, commands, now);
  if (messages > 0) account.messages = fullAfter(buckets.messages, account.messages, messages, now);
  if (bytes > 0) account.bytes = fullAfter(buckets.bytes, account.bytes, bytes, now);
}
