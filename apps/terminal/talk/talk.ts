import { randomUUID } from 'node:crypto';
import { type Client, ClientError, type Receipt } from '../../../client/index.js';
import type { Room } from '../state/room.js';
import type { State } from '../state/state.js';
import { cleanLine, cleanText } from '../text/clean.js';
import { loadOlder } from './history.js';
import type { Reader } from './messages.js';
import { patiently } from './patience.js';
import { createPeople, type People } from './people.js';
import { receive } from './receive.js';
import { createTraffic } from './traffic.js';

/** While somebody writes the others are told so often. */
const TYPING_MS = 3_000;

/** Talking through a client, with what comes of it in the state. */
export interface Talk {
  readonly client: Client;
  readonly state: State;
  readonly people: People;
  readonly reader: () => Reader;
  /** How many of one's own messages wait to be kept. */
  readonly waiting: number;
  /**
   * Says something in a room or a conversation. Where it is refused, the room says why.
   * @returns whether it was kept
   */
  say(room: Room, text: string, kind?: 'text' | 'action'): Promise<boolean>;
  /**
   * Says something to one person, and shows their conversation.
   * @throws ClientError where it is refused
   */
  tell(nick: string, text: string): Promise<void>;
  /**
   * Goes into a room and shows it. `undefined`: it has been left again meanwhile.
   * @throws ClientError where it is refused
   */
  join(name: string, password?: string): Promise<Room | undefined>;
  /** Reads what was said before. Never rejects. */
  older(room: Room): Promise<void>;
  /** The user writes, or has stopped to. */
  writes(isWriting: boolean): void;
}

/** How a talk is held. */
export interface TalkOptions {
  /** Whether rooms begin with what was said before. */
  readonly reads: boolean;
  /** Whether what is refused for being too fast is said again when it is time. */
  readonly patient: boolean;
}

/** Begins to listen to a client, which is not connected yet. */
export function createTalk(client: Client, state: State, { reads, patient }: TalkOptions): Talk {
  const reader = (): Reader => ({ id: client.user?.id, nick: state.nick, files: state.files });
  const older = (room: Room): Promise<void> => loadOlder(client, state, room, reader());
  let waiting = 0;
  let typing: { readonly room: string; readonly until: number } | undefined;

  receive({
    client,
    state,
    reader,
    traffic: createTraffic(state),
    opened(room) {
      if (reads) void older(room);
    },
  });

  async function kept(promise: Promise<Receipt>): Promise<Receipt> {
    waiting++;
    state.changed();
    try {
      return await promise;
    } finally {
      waiting--;
      state.changed();
    }
  }

  const talk: Talk = {
    client,
    state,
    people: createPeople(client),
    reader,
    older,
    get waiting() {
      return waiting;
    },
    async say(room, text, kind = 'text') {
      const key = randomUUID();
      const line = state.add(room, {
        type: 'said',
        at: state.now(),
        nick: state.nick === '' ? 'you' : state.nick,
        mine: true,
        action: kind === 'action',
        text: cleanText(text),
        key,
        reactions: {},
      });
      typing = undefined;
      const said = (): Promise<Receipt> => client.say(room.name, text, { kind, key });
      try {
        await kept(patient ? patiently(said) : said());
        return true;
      } catch (error) {
        room.log.remove(line.id);
        state.note('bad', `Not said: ${cleanText(text)}\n${reasonOf(error)}`, room);
        return false;
      }
    },
    async tell(nick, text) {
      const { room: name } = await kept(client.tell(nick, text));
      const room = state.rooms.get(name);
      if (room !== undefined) state.rooms.show(room);
      state.changed();
    },
    async join(name, password) {
      const joined = await client.join(name, password === undefined ? {} : { password });
      const room = state.rooms.get(joined.name);
      if (room !== undefined) state.rooms.show(room);
      state.changed();
      return room;
    },
    writes(isWriting) {
      const { shown } = state.rooms;
      const now = state.now();
      if (shown.kind === 'home' || client.state !== 'online') return;
      if (isWriting && typing?.room === shown.name && now < typing.until) return;
      if (!isWriting && typing === undefined) return;
      if (!isWriting && typing !== undefined) client.typing(typing.room, false);
      else client.typing(shown.name);
      typing = isWriting ? { room: shown.name, until: now + TYPING_MS } : undefined;
    },
  };
  return talk;
}

/** Why something failed, in words and with its code. */
export function reasonOf(error: unknown): string {
  if (error instanceof ClientError) return `${cleanText(error.message)} (${cleanLine(error.code)})`;
  return cleanText(error instanceof Error ? error.message : String(error));
}
