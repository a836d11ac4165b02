import type { Client, JoinedEvent, LeftEvent, MessageEvent } from '../../../client/index.js';
import type { Room } from '../state/room.js';
import type { State } from '../state/state.js';
import { cleanLine, cleanText } from '../text/clean.js';
import { counted } from '../text/format.js';
import { changedBy, erased, isChange, type Reader, saidFrom } from './messages.js';

/** Whoever writes is forgotten after so long without a word. */
const TYPING_MS = 6_000;
/** What goes by itself is seen for so long. */
const FLASH_MS = 6_000;

/** Lines of the server about people's coming and going. */
export type Traffic = (room: Room, text: string) => void;

/** What receiving needs. */
export interface Receiving {
  readonly client: Client;
  readonly state: State;
  readonly reader: () => Reader;
  /** Somebody has come or gone. */
  readonly traffic: Traffic;
  /** A room was opened by the server's word. */
  readonly opened: (room: Room) => void;
}

/** Takes what the client tells into the state, from now on. */
export function receive({ client, state, reader, traffic, opened }: Receiving): void {
  const { rooms } = state;
  let caughtUp = 0;

  function roomOf({ room: name, from, to }: MessageEvent): Room | undefined {
    if (to === undefined) return rooms.get(name);
    const known = rooms.get(name);
    const other = from.id === client.user?.id ? to : from;
    if (known === undefined) return rooms.open({ name, kind: 'direct', title: cleanLine(other.nick), peer: other.id });
    known.title = cleanLine(other.nick);
    return known;
  }

  function message(event: MessageEvent): void {
    const room = roomOf(event);
    if (room === undefined) return;
    room.typing.delete(event.from.id);
    if (isChange(event)) {
      const changed = changedBy(event, room.log);
      if (changed !== undefined) state.replace(room, changed);
      return;
    }
    const line = saidFrom(event, reader());
    const waited = line.mine && line.key !== undefined ? room.log.waiting(line.key) : undefined;
    if (waited !== undefined) room.log.remove(waited.id);
    state.add(room, line);
  }

  function left({ room: name, user, reason }: LeftEvent): void {
    const room = rooms.get(name);
    if (room === undefined) return;
    const why = reason === undefined ? '' : `: ${cleanLine(reason)}`;
    room.typing.delete(user.id);
    if (user.id !== client.user?.id) {
      traffic(room, `${cleanLine(user.nick)} left${why}`);
      return;
    }
    rooms.close(name);
    if (reason !== undefined) state.note('bad', `You are out of #${room.title}${why}`);
  }

  function joined({ room: name, user }: JoinedEvent): void {
    const room = rooms.get(name);
    if (room !== undefined) traffic(room, `${cleanLine(user.nick)} joined`);
  }

  function renamed(name: string, id: string, nick: string, was: string): void {
    const room = rooms.get(name);
    if (room?.peer === id) room.title = nick;
    if (room !== undefined) traffic(room, `${was} is now ${nick}`);
  }

  function roster(name: string): void {
    if (client.user !== undefined) state.nick = cleanLine(client.user.nick);
    const view = client.rooms.get(name);
    if (view === undefined) rooms.close(name);
    else if (!name.startsWith('@') && rooms.get(name) === undefined) {
      opened(rooms.open({ name, kind: 'room', title: cleanLine(name) }));
    }
    state.changed();
  }

  /** Events of plugins: those that are for people have a line. */
  function other(event: Readonly<Record<string, unknown>>): void {
    const room = typeof event.room === 'string' ? rooms.get(event.room) : undefined;
    if (event.type === 'topic' && room !== undefined) {
      room.topic = typeof event.topic === 'string' && event.topic !== '' ? cleanLine(event.topic) : '';
    }
    if (event.type === 'erased' && room !== undefined) forget(room, event);
    if (typeof event.line === 'string' && event.line !== '') state.note('plain', cleanText(event.line), room);
  }

  function forget(room: Room, { epoch, offsets }: Readonly<Record<string, unknown>>): void {
    for (const offset of Array.isArray(offsets) ? offsets : []) {
      const line = room.log.at({ epoch: String(epoch), offset: Number(offset) });
      if (line !== undefined) state.replace(room, erased(line));
    }
  }

  const known = new Set([
    'message',
    'joined',
    'left',
    'renamed',
    'notice',
    'gap',
    'recovered',
    'typing',
    'presence',
    'bye',
  ]);

  client.on('message', message);
  client.on('joined', joined);
  client.on('left', left);
  client.on('renamed', ({ room, user, was }) => renamed(room, user.id, cleanLine(user.nick), cleanLine(was)));
  client.on('roster', roster);
  client.on('notice', ({ text }) => state.note('plain', cleanText(text)));
  client.on('event', (event) => {
    if (!known.has(event.type)) other(event as unknown as Readonly<Record<string, unknown>>);
  });
  client.on('typing', ({ room: name, user, on }) => {
    const typing = rooms.get(name)?.typing;
    if (on) typing?.set(user.id, { nick: cleanLine(user.nick), until: state.now() + TYPING_MS });
    else typing?.delete(user.id);
    state.changed();
  });
  client.on('gap', ({ room: name, missed }) => {
    const room = rooms.get(name);
    const what = missed === undefined ? 'Messages are' : `${counted(missed, 'message')} ${missed === 1 ? 'is' : 'are'}`;
    if (room !== undefined) state.note('bad', `${what} missing here: the server does not keep them any more.`, room);
  });
  client.on('caughtUp', (_room, { messages }) => {
    caughtUp += messages;
    const text = caughtUp === 0 ? 'back, nothing was missed' : `caught up ${counted(caughtUp, 'message')}`;
    state.flash = { text, until: state.now() + FLASH_MS };
    state.changed();
  });
  client.on('welcome', () => {
    state.nick = cleanLine(client.user?.nick ?? '');
    state.changed();
  });
  client.on('state', (next, reason) => {
    if (next === 'connecting' || next === 'waiting') caughtUp = 0;
    state.connection = { state: next, ...(reason && { reason }) };
    state.changed();
  });
}
