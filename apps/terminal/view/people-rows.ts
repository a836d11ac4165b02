import type { Person } from '../talk/people.js';
import { widthOf } from '../text/width.js';
import { clip, padded } from '../text/wrap.js';
import { nickTone, type Row, span } from './row.js';

/** Who is there: those with a connection first. */
export function peopleRows(people: readonly Person[], width: number, height: number): readonly Row[] {
  const here = people.filter(({ away }) => !away).length;
  const rows: Row[] = [[span(padded(`Here — ${here}`, width), 'dim')]];
  const isCut = people.length > height - 1;
  for (const person of people.slice(0, isCut ? Math.max(0, height - 2) : people.length))
    rows.push(personRow(person, width));
  if (isCut) rows.push([span(clip(`and ${people.length - Math.max(0, height - 2)} more`, width), 'dim')]);
  return rows.slice(0, height);
}

function personRow({ nick, away, me, tag }: Person, width: number): Row {
  const light = away ? span('○ ', 'dim') : span('● ', 'good');
  const behind = tag === undefined ? '' : ` ${clip(tag, 8)}`;
  const name = clip(nick, Math.max(1, width - 2 - widthOf(behind)));
  return [light, span(name, away ? 'dim' : me ? 'strong' : nickTone(nick)), span(behind, 'dim')];
}
