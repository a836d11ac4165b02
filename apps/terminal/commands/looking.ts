import type { HistoryEntry } from '../../../client/index.js';
import { entriesIn } from '../talk/history.js';
import { saidFrom } from '../talk/messages.js';
import { cleanLine, cleanText } from '../text/clean.js';
import { counted, dayOf, isSameDay, timeOf } from '../text/format.js';
import { type Command, type Desk, Misuse, roomHere } from './command.js';

const LAST = 20;
const MOST = 100;

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
      const { members } = await desk.talk.client.request('who', { room });
      const nicks = rowsIn(members).map(({ nick, away }) => cleanLine(String(nick)) + (away === true ? ' (away)' : ''));
      desk.talk.state.note(
        'plain',
        `${counted(nicks.length, 'person').replace('persons', 'people')}: ${nicks.join(', ')}`,
      );
    },
  },
  {
    name: 'rooms',
    usage: '',
    summary: 'List the rooms that somebody is in.',
    async run({ talk }) {
      const { rooms } = await talk.client.request('rooms');
      const lines = rowsIn(rooms).map(({ room, members }) => `#${cleanLine(String(room))}  ${Number(members) || 0}`);
      talk.state.note('plain', lines.length === 0 ? 'Nobody is in any room.' : lines.join('\n'));
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
    summary: 'Look for words in what was said here.',
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
