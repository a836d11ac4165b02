import type { Conversation } from '../conversation.js';
import { detailedFault } from '../fault.js';
import { type Fields, readInteger, readPosition, readText } from '../fields.js';
import type { Position } from '../item.js';
import { type LogEntry, parseEntry } from '../list/entry.js';
import type { Chat } from '../state.js';

/** Which part of a room's log is asked for; the newest where nothing is said. */
export interface PageRequest {
  readonly before?: Position;
  readonly after?: Position;
  readonly around?: Position;
  readonly limit: number;
}

/** Part of what was said in a room, oldest first. */
export interface HistoryPage {
  readonly entries: readonly LogEntry[];
  /** The last place of the log when the page was made. Absent: nothing is kept. */
  readonly end?: Position;
  /** The first place that the page covers, and the last. */
  readonly from?: Position;
  readonly to?: Position;
  readonly more: boolean;
  /** Whether something next to the place that was asked for is not kept any more. */
  readonly gap: boolean;
}

/** A server that is still looking through its log is asked again so often, and after so long at most. */
const MAX_ATTEMPTS = 20;
const MAX_RETRY_MS = 5_000;

/** Runs a command of the history; one that the server does not know is not run again. */
export async function requestHistory(chat: Chat, command: string, fields: Fields): Promise<Fields> {
  for (let tries = 1; ; tries++) {
    try {
      return await chat.client.request(command, fields);
    } catch (thrown) {
      const { code, details } = detailedFault(thrown);
      if (code !== 'HISTORY_BEHIND' || tries === MAX_ATTEMPTS) throw thrown;
      const ms = Math.min(MAX_RETRY_MS, readInteger(details.retryMs) ?? 500);
      await new Promise<void>((resolve) => chat.clock.after(ms, resolve));
    }
  }
}

const readPositionIn = (epoch: string | undefined, offset: unknown): Position | undefined =>
  epoch === undefined ? undefined : readPosition({ epoch, offset });

/** Reads a page of the history, leaving out what makes no sense. */
export function parsePage(result: Fields): HistoryPage {
  const epoch = readText(result.epoch);
  const end = readPositionIn(epoch, result.end);
  const from = readPositionIn(epoch, result.from);
  const to = readPositionIn(epoch, result.to);
  const told = Array.isArray(result.entries) ? result.entries : [];
  return {
    entries: told.map(parseEntry).filter((entry): entry is LogEntry => entry?.position.epoch === epoch),
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
export async function fetchPage(
  chat: Chat,
  { room }: Conversation,
  wish: PageRequest,
): Promise<HistoryPage | undefined> {
  if (room === undefined || chat.keepsHistory.peek() === false) return undefined;
  try {
    const page = parsePage(await requestHistory(chat, 'history', { room, ...wish }));
    chat.keepsHistory.value = true;
    return page;
  } catch (thrown) {
    if (detailedFault(thrown).code !== 'CHAT_COMMAND_UNKNOWN') throw thrown;
    chat.keepsHistory.value = false;
    return undefined;
  }
}
