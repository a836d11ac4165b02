import type { Room } from '../state/room.js';
import type { Rooms } from '../state/rooms.js';
import { widthOf } from '../text/width.js';
import { padded } from '../text/wrap.js';
import { type Row, span } from './row.js';

/** The rooms and the conversations, with what was not read; around the shown one where there is no room for all. */
export function railRows({ all, shown }: Rooms, width: number, height: number): readonly Row[] {
  const rows: Row[] = [];
  let shownAt = 0;
  let kind: Room['kind'] | undefined;
  all.forEach((room, index) => {
    if (room.kind === 'direct' && kind !== 'direct') {
      if (rows.length > 0) rows.push([]);
      rows.push([span(padded('Direct', width), 'dim')]);
    }
    kind = room.kind;
    if (room === shown) shownAt = rows.length;
    rows.push(roomRow(room, room === shown, index, width));
  });
  const from = Math.max(0, Math.min(shownAt - height + 2, rows.length - height));
  return rows.slice(from, from + height);
}

function roomRow(room: Room, isShown: boolean, index: number, width: number): Row {
  const key = index < 9 ? `${index + 1} ` : '  ';
  const count = room.unread === 0 ? '' : room.unread > 999 ? '999+' : String(room.unread);
  const mark = room.kind === 'room' ? '#' : room.kind === 'direct' ? '@' : '';
  const rest = Math.max(1, width - widthOf(key) - widthOf(count) - (count === '' ? 0 : 1));
  const name = padded(mark + room.title, rest);
  const tone = isShown ? 'shown' : room.unread > 0 ? 'strong' : 'plain';
  const badge = count === '' ? [] : [span(' '), span(count, room.mentions > 0 ? 'mention' : 'accent')];
  return [span(key, 'dim'), span(name, tone), ...badge];
}
