import type { HistoryEntry } from '../../../client/index.js';
import { entriesIn } from '../talk/history.js';
import { saidFrom } from '../talk/messages.js';
import { cleanLine, cleanText } from '../text/clean.js';
import { counted, dayOf, isSameDay, timeOf } from '../text/format.js';
import { type Command, type Desk, Misuse, roomHere } from './command.js';

const LAST = 20;
const MOST = 100;
/** Rooms or people in one list. */
const LISTED = 100;

/** Says how many are not shown. */
function unlisted(total: unknown, shown: readonly string[], next: unknown): string {
  if (next === undefined) return '';
  const more = Number(total) - shown.length;
  return more > 0 ? ` … ${more.toLocaleString('en')} more` : ' … more';
}

type Row = Readonly<Record<string, unknown>>;

/** The objects of a list that a server has sent. */
export const rowsIn = (value: unknown): readonly Row[] =>
  Array.isArray(value) ? value.filter((row): row is Row => typeof row === 'object' && row !== null) : [];

/** The commands that ask what is there and what was. */
export const looking: readonly Command[] = [
  {
    name: 'who',
    usage: '[ROOM]',
    summary: 'List who is in a room.',
    completes: 'room',
    async run(desk, rest) {
      const room = rest === '' ? roomHere(desk) : rest;
      const { members, total, next } = await desk.talk.client.request('who', { room, limit: LISTED });
      const nicks = rowsIn(members).map(({ nick, away }) => cleanLine(String(nick)) + (away === true ? ' (away)' : ''));
      desk.talk.state.note(
        'plain',
        `${counted(next === undefined ? nicks.length : total, 'person').replace('persons', 'people')}: ${nicks.join(', ')}${unlisted(total, nicks, next)}`,
      );
    },
  },
  {
    name: 'rooms',
    usage: '[PREFIX]',
    summary: 'List the rooms with people in them, or those whose names begin so.',
    async run({ talk }, prefix) {
      const asked = { limit: LISTED, ...(prefix !== '' && { prefix }) };
      const { rooms, total, next } = await talk.client.request('rooms', asked);
      const lines = rowsIn(rooms).map(
        ({ room, members, locked }) =>
          `#${cleanLine(String(room))}  ${locked === true ? '(locked)' : Number(members) || 0}`,
      );
      const more = next === undefined ? [] : [`${unlisted(total, lines, next).trim()}; /rooms PREFIX narrows the list`];
      talk.state.note('plain', lines.length === 0 ? 'There are no such rooms.' : [...lines, ...more].join('\n'));
    },
  },
  {
    name: 'history',
    usage: '[N]',
    summary: `List the last lines of the room, ${LAST} by default.`,
    async run(desk, rest) {
      const limit = rest === '' ? LAST : Number(rest);
      if (!Number.isSafeInteger(limit) || limit < 1 || limit > MOST) throw new Misuse(`N is from 1 to ${MOST}.`);
      const page = await desk.talk.client.request('history', { room: roomHere(desk), limit });
      list(desk, entriesIn(page.entries), 'Nothing was said here yet.');
    },
  },
  {
    name: 'search',
    usage: 'WORDS',
    summary: 'Find messages here that have all of the words, in any form; "a phrase" as it is.',
    async run(desk, rest) {
      if (rest === '') throw new Misuse();
      const page = await desk.talk.client.request('search', { room: roomHere(desk), text: rest });
      list(desk, entriesIn(page.entries), 'Nothing was found.');
    },
  },
];

function list({ talk }: Desk, entries: readonly HistoryEntry[], otherwise: string): void {
  const now = talk.state.now();
  const lines = entries.map((entry) => {
    const { at, nick, action, text, erased, file } = saidFrom(entry, talk.reader());
    const when = isSameDay(at, now) ? timeOf(at) : `${dayOf(at)} ${timeOf(at)}`;
    const said = erased ? '(deleted)' : file === undefined ? text : `▤ ${file.name} (/get ${file.number})`;
    return `${when}  ${action ? `* ${nick} ` : `${nick}: `}${cleanText(said)}`;
  });
  talk.state.note('plain', lines.length === 0 ? otherwise : lines.join('\n'));
}
