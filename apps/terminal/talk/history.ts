import { type Client, ClientError, type HistoryEntry } from '../../../client/index.js';
import type { Line, NewLine } from '../state/line.js';
import { MOST_LINES } from '../state/log.js';
import type { Room } from '../state/room.js';
import type { State } from '../state/state.js';
import { type Reader, saidFrom } from './messages.js';

/** Messages that are asked for at once. */
const PAGE = 50;
/** After these the same question gets the same answer. */
const PASSING = new Set(['CLIENT_CONNECTION_LOST', 'CLIENT_QUEUE_FULL', 'HISTORY_BEHIND']);

/** Messages as a server tells them; whatever is none is left out. */
export function entriesIn(value: unknown): readonly HistoryEntry[] {
  const isEntry = (entry: unknown): entry is HistoryEntry => {
    const { from, text, kind, at, offset, epoch } = (entry ?? {}) as Partial<HistoryEntry>;
    const isWritten = typeof text === 'string' && typeof kind === 'string' && typeof epoch === 'string';
    return isWritten && typeof at === 'number' && Number.isSafeInteger(offset) && typeof from?.nick === 'string';
  };
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

/** Reads what was said in a room before the first line of it that is shown, and puts it above. Never rejects. */
export async function loadOlder(client: Client, state: State, room: Room, reader: Reader): Promise<void> {
  const { older } = room;
  if (older.isLoading || !older.more || client.state !== 'online') return;
  if (room.log.lines.length >= MOST_LINES) {
    older.more = false;
    return;
  }
  older.isLoading = true;
  state.changed();
  try {
    const before = older.from;
    const page = await client.request('history', { room: room.name, limit: PAGE, ...(before && { before }) });
    const fresh = entriesIn(page.entries).map((entry): NewLine => saidFrom(entry, reader));
    const lines = fresh.filter((line) => !isShown(room, line)).map((line): Line => state.numbered(line));
    room.log.prepend(lines);
    if (typeof page.epoch === 'string' && Number.isSafeInteger(page.from)) {
      older.from = { epoch: page.epoch, offset: Number(page.from) };
    }
    older.more = page.more === true && older.from !== undefined && older.from.offset !== before?.offset;
  } catch (error) {
    if (!(error instanceof ClientError) || !PASSING.has(error.code)) older.more = false;
  } finally {
    older.isLoading = false;
    state.changed();
  }
}

const isShown = ({ log }: Room, line: NewLine): boolean =>
  line.type === 'said' && line.place !== undefined && log.at(line.place) !== undefined;
