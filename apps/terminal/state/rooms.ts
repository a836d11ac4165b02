import { createRoom, type Room, type RoomParts } from './room.js';

/** Conversations of two that are kept at most: beyond it the one that was begun first goes. */
const MOST_DIRECT = 200;

/** The rooms that are shown, with one of them in front. */
export interface Rooms {
  /** Rooms in the order of coming in, then conversations of two. Never empty: without any there is the program's own page. */
  readonly all: readonly Room[];
  readonly shown: Room;
  get(name: string): Room | undefined;
  /** The room of that name, made where there is none; the first one is shown. */
  open(parts: RoomParts): Room;
  close(name: string): void;
  /** Puts a room in front: it is read then. */
  show(room: Room): void;
  /** Shows the room so many places further down, around the end. */
  step(by: number): void;
}

/** Makes rooms; there is only the program's own page. */
export function createRooms(): Rooms {
  const home = createRoom({ name: '', kind: 'home', title: 'Partyline' });
  const rooms = new Map<string, Room>();
  let shown = home;

  const all = (): readonly Room[] => {
    const list = [...rooms.values()];
    if (list.length === 0) return [home];
    return [...list.filter(({ kind }) => kind === 'room'), ...list.filter(({ kind }) => kind === 'direct')];
  };

  function show(room: Room): void {
    if (shown !== room) shown.firstNew = undefined;
    shown = room;
    room.unread = 0;
    room.mentions = 0;
  }

  function close(name: string): void {
    const gone = rooms.get(name);
    if (gone === undefined) return;
    const index = all().indexOf(gone);
    rooms.delete(name);
    if (shown !== gone) return;
    const left = all();
    show(left[Math.min(index, left.length - 1)] ?? home);
  }

  return {
    get all() {
      return all();
    },
    get shown() {
      return shown;
    },
    get: (name) => rooms.get(name),
    open(parts) {
      const known = rooms.get(parts.name);
      if (known !== undefined) return known;
      const direct = parts.kind === 'direct' ? [...rooms.values()].filter(({ kind }) => kind === 'direct') : [];
      const [oldest] = direct.filter((room) => room !== shown);
      if (direct.length >= MOST_DIRECT && oldest !== undefined) rooms.delete(oldest.name);
      const room = createRoom(parts);
      rooms.set(parts.name, room);
      if (shown === home) show(room);
      return room;
    },
    close,
    show,
    step(by) {
      const list = all();
      const index = list.indexOf(shown) + by;
      const next = list[((index % list.length) + list.length) % list.length];
      if (next !== undefined) show(next);
    },
  };
}
