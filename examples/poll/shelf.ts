import type { PluginHost } from 'partyline';
import { fromJson, type Poll, toJson } from './model.js';

/** What is kept of polls beyond the life of a hub. */
export interface Shelf {
  /** Every open poll, the oldest first, and the highest number that was ever given. */
  load(): Promise<{ polls: readonly Poll[]; last: number }>;
  /** Keeps a poll, in the place of what was kept of it. */
  put(poll: Poll): Promise<void>;
  /** Keeps the highest number, so that none is given twice. */
  putLast(last: number): Promise<void>;
  /** Forgets a poll. */
  drop(poll: Poll): Promise<void>;
}

const PREFIX = 'poll/';
const LAST = 'last';
const PAGE = 100;

// By number, not by room: keys are ASCII, and the name of a room, encoded, can be longer than a key may be.
const keyOf = ({ number }: Poll): string => `${PREFIX}${number}`;

/** The shelf in a plugin's own part of the store. */
export function createShelf({ store, log }: Pick<PluginHost, 'store' | 'log'>): Shelf {
  async function kept(): Promise<Poll[]> {
    const polls: Poll[] = [];
    let after = PREFIX;
    for (;;) {
      const page = await store.list({ prefix: PREFIX, after, limit: PAGE });
      for (const { key, value } of page) {
        const poll = fromJson(value);
        if (poll === undefined) log.warn({ key }, 'what is kept here is no poll');
        else polls.push(poll);
      }
      const end = page.at(-1);
      if (end === undefined || page.length < PAGE) return polls;
      after = end.key;
    }
  }

  return {
    async load() {
      const last = await store.get(LAST);
      const polls = (await kept()).sort((a, b) => a.number - b.number);
      return { polls, last: Math.max(typeof last === 'number' ? last : 0, polls.at(-1)?.number ?? 0) };
    },
    put: (poll) => store.put(keyOf(poll), toJson(poll)),
    putLast: (last) => store.put(LAST, last),
    drop: (poll) => store.delete(keyOf(poll)),
  };
}
