import type { Conversation } from '../conversation.js';
import { faultFrom } from '../fault.js';
import { type Fields, placeIn, textIn, wholeIn } from '../fields.js';
import type { Place } from '../item.js';
import { type Entry, entryIn } from '../list/entry.js';
import type { Chat } from '../state.js';

/** Which part of a room's log is asked for; the newest where nothing is said. */
export interface Wish {
  readonly before?: Place;
  readonly after?: Place;
  readonly around?: Place;
  readonly limit: number;
}

/** Part of what was said in a room, oldest first. */
export interface Page {
  readonly entries: readonly Entry[];
  /** The last place of the log when the page was made. Absent: nothing is kept. */
  readonly end?: Place;
  /** The first place that the page covers, and the last. */
  readonly from?: Place;
  readonly to?: Place;
  readonly more: boolean;
  /** Whether something next to the place that was asked for is not kept any more. */
  readonly gap: boolean;
}

/** A server that is still looking through its log is asked again so often, and after so long at most. */
const TRIES = 20;
const LONGEST_MS = 5_000;

/** Runs a command of the history; one that the server does not know is not run again. */
export async function askHistory(chat: Chat, command: string, fields: Fields): Promise<Fields> {
  for (let tries = 1; ; tries++) {
    try {
      return await chat.client.request(command, fields);
    } catch (thrown) {
      const { code, details } = faultFrom(thrown);
      if (code !== 'HISTORY_BEHIND' || tries === TRIES) throw thrown;
      const ms = Math.min(LONGEST_MS, wholeIn(details.retryMs) ?? 500);
      await new Promise<void>((resolve) => chat.clock.after(ms, resolve));
    }
  }
}

const at = (epoch: string | undefined, offset: unknown): Place | undefined =>
  epoch === undefined ? undefined : placeIn({ epoch, offset });

/** Reads a page of the history, leaving out what makes no sense. */
export function pageIn(result: Fields): Page {
  const epoch = textIn(result.epoch);
  const end = at(epoch, result.end);
  const from = at(epoch, result.from);
  const to = at(epoch, result.to);
  const told = Array.isArray(result.entries) ? result.entries : [];
  return {
    entries: told.map(entryIn).filter((entry): entry is Entry => entry?.place.epoch === epoch),
    more: result.more === true,
    gap: result.gap === true,
    ...(end === undefined ? {} : { end }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/**
 * Asks for part of what was said.
 *
 * @returns `undefined` where the server keeps no history, or nothing has been said with somebody yet
 * @throws ClientError when it was refused, or there is no connection
 */
export async function askPage(chat: Chat, { room }: Conversation, wish: Wish): Promise<Page | undefined> {
  if (room === undefined || chat.keepsHistory.peek() === false) return undefined;
  try {
    const page = pageIn(await askHistory(chat, 'history', { room, ...wish }));
    chat.keepsHistory.value = true;
    return page;
  } catch (thrown) {
    if (faultFrom(thrown).code !== 'CHAT_COMMAND_UNKNOWN') throw thrown;
    chat.keepsHistory.value = false;
    return undefined;
  }
}
