import type { Line, Note, Said, Transfer } from '../state/line.js';
import { barOf, dayOf, isSameDay, sizeOf, timeOf } from '../text/format.js';
import { widthOf } from '../text/width.js';
import { clip, padded, wrap } from '../text/wrap.js';
import { nickTone, type Row, type Span, span, type Tone } from './row.js';

/** Messages of one author that follow one another within this time stand together. */
const GROUP_MS = 300_000;
/** Below it, names stand above the text instead of beside it. */
const WIDE = 52;
const TIME_COLUMNS = 6;
const NICK_COLUMNS = 12;
/** How many rows of a message are shown. */
const MOST_ROWS = 20;

/** How wide the log is, and where the new messages begin. */
export interface LineView {
  readonly width: number;
  /** The first line that was not read; absent: all were. */
  readonly firstNew: number | undefined;
  /** Whether long messages are shown in full. Default: their first {@link MOST_ROWS} rows. */
  readonly unfolded?: boolean;
}

const noteTones: Readonly<Record<Note['tone'], Tone>> = { quiet: 'dim', plain: 'plain', good: 'good', bad: 'bad' };

/** The rows of a line: the dividers before it, then itself. */
export function rowsOfLine(line: Line, before: Line | undefined, view: LineView): readonly Row[] {
  const newDay = before !== undefined && !isSameDay(before.at, line.at);
  const isNew = line.id === view.firstNew;
  const rows: Row[] = [];
  if (newDay) rows.push(divider(dayOf(line.at), view.width, 'dim'));
  if (isNew) rows.push(divider('New', view.width, 'bad'));
  const previous = newDay || isNew ? undefined : before;
  if (line.type === 'said') rows.push(...saidRows(line, previous, view));
  else if (line.type === 'note') rows.push(...noteRows(line, view.width));
  else rows.push(...transferRows(line, view.width));
  return rows;
}

function divider(text: string, width: number, tone: Tone): Row {
  const label = ` ${clip(text, Math.max(0, width - 6))} `;
  const rest = Math.max(0, width - 2 - widthOf(label));
  return [span(`──${label}${'─'.repeat(rest)}`, tone)];
}

function isGrouped(line: Said, before: Line | undefined): boolean {
  return (
    before?.type === 'said' &&
    !line.action &&
    !before.action &&
    before.nick === line.nick &&
    before.mine === line.mine &&
    line.at - before.at < GROUP_MS
  );
}

function saidRows(line: Said, before: Line | undefined, { width, unfolded = false }: LineView): Row[] {
  const isWide = width >= WIDE;
  const grouped = isGrouped(line, before);
  const indent = isWide ? TIME_COLUMNS + NICK_COLUMNS + 1 : 2;
  const body = bodyOf(line);
  const wrapped = wrap(body.text, width - indent);
  const more = unfolded ? 0 : wrapped.length - MOST_ROWS;
  // The row that says how many are left out stands for two at least.
  const shown = more < 2 ? wrapped : wrapped.slice(0, MOST_ROWS);
  const texts = shown.map((text) => [span(' '.repeat(indent)), span(text, body.tone)]);
  const marks = marksOf(line);
  const rest = more < 2 ? [] : wrap(`… ${more} more rows: /more`, width - indent);
  const below = [...rest, ...(marks === '' ? [] : wrap(marks, width - indent))];
  const rows: Row[] = [...texts, ...below.map((text) => [span(' '.repeat(indent)), span(text, 'dim')])];
  if (grouped) return rows;
  if (!isWide) return [narrowLead(line, width), ...rows];
  const [[, first = span('')] = []] = texts;
  return [[...wideLead(line), first], ...rows.slice(1)];
}

const authorTone = (line: Said): Tone => (line.mentionsMe ? 'mention' : line.mine ? 'strong' : nickTone(line.nick));
const authorOf = ({ action, nick }: Said): string => (action ? `* ${nick}` : nick);

function narrowLead(line: Said, width: number): Row {
  return [span(clip(authorOf(line), width - TIME_COLUMNS), authorTone(line)), span(` ${timeOf(line.at)}`, 'dim')];
}

function wideLead(line: Said): Row {
  const name = clip(authorOf(line), NICK_COLUMNS);
  const gap = ' '.repeat(NICK_COLUMNS - widthOf(name));
  return [span(padded(timeOf(line.at), TIME_COLUMNS), 'dim'), span(gap), span(name, authorTone(line)), span(' ')];
}

function bodyOf(line: Said): Span {
  if (line.erased) return span('(deleted)', 'dim');
  if (line.file !== undefined) {
    const { number, name, size } = line.file;
    return span(`▤ ${name}  ${sizeOf(size)}  /get ${number}`, 'accent');
  }
  const text = line.edited ? `${line.text} (edited)` : line.text;
  return span(text, line.place === undefined ? 'dim' : 'plain');
}

function marksOf({ reactions, erased }: Said): string {
  if (erased) return '';
  return Object.entries(reactions)
    .filter(([, count]) => count > 0)
    .map(([emoji, count]) => (count === 1 ? emoji : `${emoji} ${count}`))
    .join('  ');
}

function noteRows(line: Note, width: number): Row[] {
  return wrap(line.text, width - 3).map((row, index) => [
    span(index === 0 ? '── ' : '   ', 'dim'),
    span(row, noteTones[line.tone]),
  ]);
}

const stageTones: Readonly<Record<Transfer['stage'], Tone>> = {
  preparing: 'dim',
  running: 'accent',
  paused: 'warn',
  done: 'good',
  failed: 'bad',
};

/** A transfer in words: `↑ 3 cat.png ▓▓▓░░░░░░░ 31% of 150 kB, paused`. */
export function transferText({ direction, number, name, size, moved, stage, remark }: Transfer): string {
  const lead = `${direction === 'up' ? '↑' : '↓'} ${number} ${name}`;
  const tail = remark === undefined ? '' : `, ${remark}`;
  if (stage === 'done') return `${lead}  ${sizeOf(size)}${tail}`;
  if (stage === 'failed') return `${lead}${tail}`;
  const share = size === 0 ? 1 : moved / size;
  return `${lead}  ${barOf(share)} ${Math.floor(share * 100)}% of ${sizeOf(size)}${stage === 'paused' ? ', paused' : ''}${tail}`;
}

function transferRows(line: Transfer, width: number): Row[] {
  return wrap(transferText(line), width - 3).map((row) => [span('   '), span(row, stageTones[line.stage])]);
}
