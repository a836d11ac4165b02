import type { Editor } from '../input/editor.js';
import { labelOf } from '../state/room.js';
import type { Talk } from '../talk/talk.js';
import { padded } from '../text/wrap.js';
import { composerRows, visible } from './composer.js';
import { headerRow } from './header.js';
import { type Layout, layoutFor } from './layout.js';
import type { LogView } from './log-view.js';
import { peopleRows } from './people-rows.js';
import { railRows } from './rail.js';
import { type Row, span } from './row.js';
import { windowOf } from './scroll.js';
import { statusRow } from './status.js';

/** Everything that is on the screen at one moment. */
export interface Frame {
  readonly layout: Layout;
  readonly header: Row;
  readonly rail: readonly Row[];
  readonly log: readonly Row[];
  readonly people: readonly Row[];
  readonly input: readonly Row[];
  readonly status: Row;
  /** From the top left corner, 0. */
  readonly cursor: { readonly row: number; readonly column: number };
}

/** What a frame is made of. */
export interface FrameParts {
  readonly talk: Talk;
  readonly editor: Pick<Editor, 'text' | 'cursor'>;
  readonly logView: LogView;
  /** A line at the bottom right that goes before who writes. */
  readonly hint: string;
  /** Where the program connects to, clean. */
  readonly address: string;
}

/** The layout of the screen at a size, with what is being written. */
export function layoutOf({ talk, editor }: Pick<FrameParts, 'talk' | 'editor'>, columns: number, rows: number): Layout {
  const { rows: wanted } = composerRows(editor, promptOf(talk), Math.max(20, columns));
  return layoutFor(columns, rows, wanted.length);
}

const promptOf = ({ state }: Talk): string => `${labelOf(state.rooms.shown)} ›`;

/** Makes the frame for a screen of that size. */
export function frameFor(parts: FrameParts, columns: number, rows: number): Frame {
  const { talk, editor, logView, hint, address } = parts;
  const { rooms } = talk.state;
  const layout = layoutOf(parts, columns, rows);
  const composer = visible(composerRows(editor, promptOf(talk), layout.columns), layout.input);
  const lines = windowOf(logView(rooms.shown, layout.log - 1), rooms.shown.anchor, layout.height);
  const isEmpty = rooms.shown.log.lines.length === 0;
  return {
    layout,
    header: layout.rail === 0 ? headerRow(rooms.shown, rooms.all, layout.columns, false) : wideHeader(talk, layout),
    rail: layout.rail === 0 ? [] : railRows(rooms, layout.rail - 2, layout.height),
    log: isEmpty ? emptyLog(talk, address, layout) : lines,
    people: layout.people === 0 ? [] : peopleRows(talk.people.of(rooms.shown.name), layout.people - 2, layout.height),
    input: composer.rows,
    status: statusRow(talk, hint, layout.columns),
    cursor: { row: layout.rows - 1 - layout.input + composer.cursor.row, column: composer.cursor.column },
  };
}

function wideHeader({ state }: Talk, { columns, rail }: Layout): Row {
  const { shown, all } = state.rooms;
  return [span(padded('Partyline', rail + 1), 'accent'), ...headerRow(shown, all, columns - rail - 1, true)];
}

/** An empty page says what to do. */
function emptyLog({ state }: Talk, address: string, { log }: Layout): readonly Row[] {
  const { shown } = state.rooms;
  if (shown.older.isLoading) return [[span('Reading what was said before…', 'dim')]];
  const lines =
    shown.kind === 'home'
      ? [`Partyline at ${address}`, '/join ROOM goes into a room, /help lists all commands.']
      : ['Nobody has said anything yet.'];
  return lines.map((line) => [span(padded(line, log - 1), 'dim')]);
}
