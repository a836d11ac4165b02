import type { ClientState, StateReason } from '../../../client/index.js';
import { createFiles, type Files } from './files.js';
import type { Line, NewLine, NoteTone } from './line.js';
import type { Room } from './room.js';
import { createRooms, type Rooms } from './rooms.js';

/** Where the program is with its connection. */
export interface Connection {
  readonly state: ClientState;
  readonly reason?: StateReason;
}

/** All that is shown. */
export interface State {
  readonly rooms: Rooms;
  readonly files: Files;
  connection: Connection;
  /** What the user is called, clean; `''` before the first login. */
  nick: string;
  /** A line that goes by itself, such as “caught up 7 messages”. */
  flash: { readonly text: string; readonly until: number } | undefined;
  /** Adds a line to a room. What somebody else has said there counts as unread unless the room is shown. */
  add(room: Room, line: NewLine): Line;
  /** Puts another line in the place of the one with its id. */
  replace(room: Room, line: Line): void;
  /** Adds a note; the text must be clean. @param room Default: the one that is shown. */
  note(tone: NoteTone, text: string, room?: Room): void;
  /** Gives a line its number without adding it. */
  numbered(line: NewLine): Line;
  /** Something else than lines has changed. */
  changed(): void;
  readonly now: () => number;
}

/** What a state tells. */
export interface StateEvents {
  /** Anything that is shown may look different now. */
  changed(): void;
  /** A line was added at the end of a room. */
  added(room: Room, line: Line): void;
  /** A line was replaced by another. */
  replaced(room: Room, line: Line, before: Line | undefined): void;
}

/** Makes a state: on the program's own page, without a connection. */
export function createState(now: () => number, events: StateEvents): State {
  const rooms = createRooms();
  let last = 0;
  const numbered = (line: NewLine): Line => ({ ...line, id: ++last });

  function count(room: Room, line: Line): void {
    if (line.type !== 'said' || line.mine || room === rooms.shown) return;
    if (room.unread === 0) room.firstNew = line.id;
    room.unread++;
    if (line.mentionsMe || room.kind === 'direct') room.mentions++;
  }

  const state: State = {
    rooms,
    files: createFiles(),
    connection: { state: 'idle' },
    nick: '',
    flash: undefined,
    numbered,
    now,
    add(room, fresh) {
      const line = numbered(fresh);
      room.log.append(line);
      count(room, line);
      events.added(room, line);
      events.changed();
      return line;
    },
    replace(room, line) {
      const before = room.log.lines.findLast(({ id }) => id === line.id);
      room.log.replace(line);
      events.replaced(room, line, before);
      events.changed();
    },
    note(tone, text, room = rooms.shown) {
      state.add(room, { type: 'note', at: now(), tone, text });
    },
    changed: () => events.changed(),
  };
  return state;
}
