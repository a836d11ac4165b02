import { isJsonObject, type Json } from 'partyline';
import type { Standing } from './types.js';

/** A poll that is open, as it is kept. Never changed: what changes is a copy in its place. */
export interface Poll {
  readonly number: number;
  /** The folded name of the room. */
  readonly room: string;
  readonly question: string;
  readonly options: readonly string[];
  /** The id of the user who opened it. */
  readonly by: string;
  /** Milliseconds since the Unix epoch. */
  readonly closesAt: number;
  /** By user id, the index of the option. A map, since an account may be called anything, `__proto__` too. */
  readonly ballots: ReadonlyMap<string, number>;
}

/** How a poll stands. */
export function standingOf(poll: Poll, open = true): Standing {
  const votes = poll.options.map(() => 0);
  for (const choice of poll.ballots.values()) votes[choice] = (votes[choice] ?? 0) + 1;
  return {
    poll: poll.number,
    room: poll.room,
    question: poll.question,
    options: poll.options.map((text, index) => ({ text, votes: votes[index] ?? 0 })),
    voters: poll.ballots.size,
    closesAt: poll.closesAt,
    open,
  };
}

/** A poll for the store. */
export function toJson(poll: Poll): Json {
  const { number, room, question, options, by, closesAt, ballots } = poll;
  return { number, room, question, options, by, closesAt, ballots: [...ballots] };
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A poll out of the store; `undefined` where what was kept is none, such as after a change of its shape. */
export function fromJson(value: Json): Poll | undefined {
  if (!isJsonObject(value)) return undefined;
  const { number, room, question, options, by, closesAt, ballots } = value;
  if (typeof number !== 'number' || typeof closesAt !== 'number') return undefined;
  if (!isText(room) || !isText(question) || !isText(by)) return undefined;
  if (!Array.isArray(options) || !options.every(isText) || !Array.isArray(ballots)) return undefined;
  const kept = new Map<string, number>();
  for (const ballot of ballots as readonly Json[]) {
    if (!Array.isArray(ballot)) return undefined;
    const [user, choice]: readonly Json[] = ballot;
    if (!isText(user) || typeof choice !== 'number' || options[choice] === undefined) return undefined;
    kept.set(user, choice);
  }
  return { number, room, question, options, by, closesAt, ballots: kept };
}
