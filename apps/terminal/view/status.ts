import { labelOf } from '../state/room.js';
import type { State } from '../state/state.js';
import type { Talk } from '../talk/talk.js';
import { cleanLine } from '../text/clean.js';
import { counted } from '../text/format.js';
import { widthOf } from '../text/width.js';
import { clip } from '../text/wrap.js';
import { type Row, type Span, span, type Tone } from './row.js';

/** The light of the connection and what it says. */
function lightOf({ connection: { state, reason }, nick, now }: State): readonly [Tone, string] {
  const why = reason === undefined ? '' : `: ${cleanLine(reason.text)}`;
  switch (state) {
    case 'online':
      return ['good', nick];
    case 'connecting':
      return ['warn', 'connecting…'];
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil(((reason?.until ?? 0) - now()) / 1_000));
      return ['warn', `trying again in ${seconds} s${why}`];
    }
    case 'stopped':
      return ['bad', `not connected${why}`];
    case 'idle':
      return ['dim', 'not connected'];
  }
}

/** The last row: the connection at the left, and what goes by itself beside it; who writes at the right. */
export function statusRow(talk: Talk, hint: string, width: number): Row {
  const { state } = talk;
  const now = state.now();
  const [tone, text] = lightOf(state);
  const { flash } = state;
  const waits =
    talk.waiting > 0 && state.connection.state !== 'online' ? ` · ${counted(talk.waiting, 'message')} waiting` : '';
  const typists = [...state.rooms.shown.typing.values()].filter(({ until }) => until > now).map(({ nick }) => nick);
  const typing = typists.length > 2 ? 'several people are writing…' : writing(typists);
  const isScrolled = state.rooms.shown.anchor !== undefined;

  const left: Span[] = [span('● ', tone), span(clip(text + waits, Math.max(8, width - 4)))];
  if (flash !== undefined && flash.until > now) left.push(span(` · ${flash.text}`, 'good'));
  if (isScrolled) left.push(span(` · ↓ more below in ${labelOf(state.rooms.shown)}`, 'accent'));
  const right = hint !== '' ? hint : typing;
  return spread(left, span(right, 'dim'), width);
}

function writing(nicks: readonly string[]): string {
  if (nicks.length === 0) return '';
  return `${nicks.join(' and ')} ${nicks.length === 1 ? 'is' : 'are'} writing…`;
}

/** What does not fit is cut from the right: first what stands there, then the end of the left. */
function spread(left: readonly Span[], right: Span, width: number): Row {
  const row: Span[] = [];
  let used = 0;
  for (const { text, tone } of left) {
    const kept = clip(text, width - used);
    row.push(span(kept, tone));
    used += widthOf(kept);
  }
  const kept = clip(right.text, Math.max(0, width - used - 2));
  const gap = width - used - widthOf(kept);
  return kept === '' ? row : [...row, span(' '.repeat(gap)), span(kept, right.tone)];
}
