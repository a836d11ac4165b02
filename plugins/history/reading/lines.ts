import { isJsonObject, type Json, type JsonObject } from '../../../core/index.js';

/** How many lines of one message are listed. */
const MOST_LINES = 10;

/** Entries as people read them, one a line, with their time (UTC). @param nothing What to say where there are none. */
export function listed({ room, entries }: JsonObject, nothing: string): string {
  const lines = (Array.isArray(entries) ? entries : []).filter(isJsonObject).map(lineOf);
  if (lines.length === 0) return nothing;
  const place = String(room).startsWith('@') ? '' : ` in #${String(room)}`;
  return [`Said before${place}, times in UTC:`, ...lines].join('\n');
}

function lineOf({ at, from, kind, text, edited, reactions }: JsonObject): string {
  const time = new Date(Number(at)).toISOString().slice(0, 16).replace('T', ' ');
  const nick = isJsonObject(from) ? String(from.nick) : '';
  const marks = [edited === undefined ? '' : ' (edited)', ...reactionMarks(reactions)].join('');
  // Lines after the first are indented further, so that nobody can write one that looks like somebody else's.
  return `  ${time} ${indented(said(nick, String(kind), String(text)))}${marks}`;
}

function indented(text: string): string {
  const lines = text.split(/[\n\u2028\u2029]/);
  const more = lines.length - MOST_LINES;
  return (more < 2 ? lines : [...lines.slice(0, MOST_LINES), `… ${more} more lines`]).join('\n      ');
}

function said(nick: string, kind: string, text: string): string {
  if (kind === 'erased') return `${nick}: (deleted)`;
  if (kind === 'action') return `* ${nick} ${text}`;
  return kind === 'file' ? `* ${nick} sends ${text}` : `${nick}: ${text}`;
}

function reactionMarks(reactions: Json | undefined): readonly string[] {
  if (!isJsonObject(reactions)) return [];
  return Object.entries(reactions).map(([emoji, given]) => ` [${emoji} ${isJsonObject(given) ? given.count : ''}]`);
}
