import { labelOf, type Room } from '../state/room.js';
import { widthOf } from '../text/width.js';
import { clip } from '../text/wrap.js';
import { type Row, span } from './row.js';

/** What is shown, in one row: the room and what it is about; at the right what is unread elsewhere where the rail is hidden. */
export function headerRow(room: Room, all: readonly Room[], width: number, hasRail: boolean): Row {
  const elsewhere = all.filter((other) => other !== room && other.unread > 0);
  const unread = elsewhere.reduce((sum, { unread: count }) => sum + count, 0);
  const right = !hasRail && unread > 0 ? ` ${labelOf(elsewhere[0] ?? room)} +${unread}` : '';
  const label = clip(labelOf(room), Math.max(1, width - widthOf(right)));
  const left = Math.max(0, width - widthOf(label) - widthOf(right));
  const topic = room.topic === '' ? '' : clip(`  ${room.topic}`, left);
  const gap = ' '.repeat(Math.max(0, left - widthOf(topic)));
  return [span(label, 'strong'), span(topic + gap, 'dim'), span(right, 'accent')];
}
