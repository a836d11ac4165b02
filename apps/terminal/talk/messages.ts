import type { HistoryEntry, MessageEvent } from '../../../client/index.js';
import type { Files } from '../state/files.js';
import type { FileCard, Place, Said } from '../state/line.js';
import type { Log } from '../state/log.js';
import { cleanLine, cleanText } from '../text/clean.js';

/** Emoji on one message that are shown at most. */
const MOST_EMOJI = 20;

/** Who reads, and where files get their numbers. */
export interface Reader {
  /** The user's id; `undefined` before the first login. */
  readonly id: string | undefined;
  /** Clean. */
  readonly nick: string;
  readonly files: Files;
}

type Fields = Readonly<Record<string, unknown>>;
type Message = MessageEvent & Partial<Pick<HistoryEntry, 'edited' | 'reactions'>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A message as a line. All that somebody else has written is clean in it. */
export function saidFrom(message: Message, reader: Reader): Omit<Said, 'id'> {
  const { from, at, kind, text, epoch, offset, key, data, edited } = message;
  const mine = from.id === reader.id;
  const shown = cleanText(text);
  const file = kind === 'file' ? cardFrom(fieldsOf(data), reader.files) : undefined;
  const optional = {
    ...(key === undefined ? {} : { key }),
    ...(edited === undefined ? {} : { edited: true as const }),
    ...(kind === 'erased' ? { erased: true as const } : {}),
    ...(!mine && names(shown, reader.nick) ? { mentionsMe: true as const } : {}),
    ...(file === undefined ? {} : { file }),
  };
  const place = { epoch, offset };
  const author = from.id;
  const nick = cleanLine(from.nick);
  const action = kind === 'action';
  return { type: 'said', at, author, nick, mine, action, text: shown, place, reactions: counts(message), ...optional };
}

/** Whether a text has a nick in it, as a word of its own. */
export function names(text: string, nick: string): boolean {
  if (nick === '') return false;
  const small = text.toLowerCase();
  const wanted = nick.toLowerCase();
  const isWord = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}_]/u.test(letter);
  for (let at = small.indexOf(wanted); at >= 0; at = small.indexOf(wanted, at + 1)) {
    if (!isWord(small[at - 1]) && !isWord(small[at + wanted.length])) return true;
  }
  return false;
}

/** What the server keeps of a file, as it stands in a message or a list. `undefined` where it makes no sense. */
export function cardFrom({ file, name, size, sha256 }: Fields, files: Files): FileCard | undefined {
  if (typeof file !== 'string' || typeof name !== 'string' || !Number.isSafeInteger(size) || Number(size) < 0) {
    return undefined;
  }
  const sum = typeof sha256 === 'string' && /^[0-9a-f]{64}$/i.test(sha256) ? { sha256: sha256.toLowerCase() } : {};
  return files.card({ id: file, name: cleanLine(name), size: Number(size), ...sum });
}

function counts({ reactions }: Message): Readonly<Record<string, number>> {
  const known = Object.entries(fieldsOf(reactions)).slice(0, MOST_EMOJI);
  return Object.fromEntries(known.map(([emoji, one]) => [cleanLine(emoji), Number(fieldsOf(one).count) || 0]));
}

type Change = (line: Said, message: MessageEvent) => Said;

const changes: Readonly<Record<string, Change>> = {
  edit: (line, { text }) => ({ ...line, text: cleanText(text), edited: true }),
  delete: (line) => erased(line),
  reaction(line, { text, data }) {
    const emoji = cleanLine(text.replace(/^-/, ''));
    const isKnown = Object.hasOwn(line.reactions, emoji);
    if (!isKnown && Object.keys(line.reactions).length >= MOST_EMOJI) return line;
    const count = (isKnown ? (line.reactions[emoji] ?? 0) : 0) + (fieldsOf(data).on === false ? -1 : 1);
    return { ...line, reactions: { ...line.reactions, [emoji]: Math.max(0, count) } };
  },
};

/** Whether a message is about another one, and is not shown by itself. */
export const isChange = ({ kind }: MessageEvent): boolean => Object.hasOwn(changes, kind);

/** The line that a change makes of another; `undefined` where that one is not there. */
export function changedBy(message: MessageEvent, log: Log): Said | undefined {
  const { epoch, offset } = fieldsOf(fieldsOf(message.data).target);
  if (typeof epoch !== 'string' || typeof offset !== 'number') return undefined;
  const line = log.at({ epoch, offset } satisfies Place);
  return line === undefined ? undefined : changes[message.kind]?.(line, message);
}

/** What is left of a message that was deleted. */
export function erased(line: Said): Said {
  const { file: _, ...rest } = line;
  return { ...rest, text: '', erased: true, reactions: {} };
}
