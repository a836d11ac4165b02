import {
  ChatError,
  type Command,
  type JsonObject,
  type PluginHost,
  type Refusal,
  type Session,
} from '../../../core/index.js';
import { type LockInput, lock } from '../acts/entrance.js';
import { setSlow } from '../acts/pace.js';
import { setTopic } from '../acts/topic.js';
import { type CourtParts, hear } from '../court.js';
import { parseDuration } from '../durations.js';
import { describeRoom, readRoom } from '../info.js';
import type { Access } from '../state/entries.js';
import { oneOfIn, optionalCountIn, optionalTextIn, roomIn, textIn } from './fields.js';
import { typedIn, usage } from './typed.js';

const DONE = () => 'Done.';
const accesses: readonly Access[] = ['open', 'invite', 'password', 'newcomers'];
/** Thirty days. */
const MOST_MINUTES = 43_200;
/** So long newcomers wait where nothing is said. */
const NEWCOMER_MINUTES = 10;
const MOST_PASSWORD = 200;
/** Six hours: who has to wait longer does not wait for a turn. */
const MOST_SLOW = 21_600;
/** Longer topics are refused by what sets them, which counts characters and not halves of them. */
const MOST_TOPIC = 4_000;

type Placed<T> = T & { readonly room: string };

/** The commands about a room itself. */
export function addRoom(host: Pick<PluginHost, 'command'>, parts: CourtParts): void {
  host.command(topic(parts));
  host.command(slow(parts));
  host.command(locking(parts));
  host.command(info(parts));
}

const topic = (parts: CourtParts): Command<{ readonly room: string; readonly topic: string | undefined }> => ({
  name: 'room.topic',
  summary: 'Says or sets what a room is about.',
  parse: (fields) => ({ room: roomIn(fields), topic: optionalTextIn(fields, 'topic', MOST_TOPIC) }),
  run: ({ room, topic: wanted }, session) =>
    wanted === undefined ? readTopic(parts, room, session) : setTopic(parts, room, wanted, session),
  slash: {
    name: 'topic',
    usage: '[TEXT]',
    fields(typed, here = '') {
      if (typed === '') return { room: here };
      return { room: here, topic: typed === '-' ? '' : typed };
    },
    // Whoever sets it reads it as everybody there does.
    answer({ topic: text, line }) {
      if (line !== undefined) return undefined;
      return text === '' ? 'There is no topic.' : `The topic is: ${String(text)}`;
    },
  },
});

async function readTopic(parts: CourtParts, room: string, session: Session): Promise<JsonObject> {
  const { topic: text = '', by, at } = await readRoom(parts, room, session);
  return { room, topic: text, ...(by === undefined || at === undefined ? {} : { by, at }) };
}

const slow = (parts: CourtParts): Command<{ readonly room: string; readonly seconds: number }> => ({
  name: 'room.slow',
  summary: 'Sets the time between two messages of one member.',
  parse(fields) {
    const seconds = optionalCountIn(fields, 'seconds', 0, MOST_SLOW);
    if (seconds === undefined) {
      throw new ChatError('CHAT_BAD_COMMAND', 'The field seconds is missing.', { details: { field: 'seconds' } });
    }
    return { room: roomIn(fields), seconds };
  },
  run: ({ room, seconds }, session) => hear(parts, room, 'slow', session, (open) => setSlow(open, seconds)),
  slash: {
    name: 'slow',
    usage: '[#ROOM] TIME|off',
    fields(typed, here) {
      const { room, words } = typedIn(typed, here);
      const [time = ''] = words;
      const seconds = time === 'off' ? 0 : parseDuration(time);
      return seconds === undefined ? usage('/slow [#ROOM] TIME, as in /slow 10s, or /slow off') : { room, seconds };
    },
    answer: DONE,
  },
});

const locking = (parts: CourtParts): Command<Placed<LockInput>> => ({
  name: 'room.lock',
  summary: 'Says who may come into a room, or that newcomers wait before they speak.',
  parse(fields) {
    const access = oneOfIn(fields, 'access', accesses);
    const password = access === 'password' ? textIn(fields, 'password', MOST_PASSWORD) : undefined;
    if (password?.trim() === '') throw new ChatError('CHAT_BAD_COMMAND', 'The password is empty.');
    const minutes =
      access === 'newcomers' ? (optionalCountIn(fields, 'minutes', 1, MOST_MINUTES) ?? NEWCOMER_MINUTES) : undefined;
    return { room: roomIn(fields), access, password, minutes };
  },
  run: ({ room, ...input }, session) => hear(parts, room, 'lock', session, (open) => lock(open, input)),
  slash: {
    name: 'lock',
    usage: '[#ROOM] open|invite|password PASSWORD|newcomers [TIME]',
    fields(typed, here) {
      const { room, words } = typedIn(typed, here);
      const [access, ...rest] = words;
      if (access === 'newcomers') return newcomersTyped(room, rest);
      const password = rest.join(' ');
      const isComplete = access === 'password' ? password !== '' : access === 'open' || access === 'invite';
      if (access === undefined || !isComplete)
        return usage('/lock open, /lock invite, /lock password PASSWORD or /lock newcomers 10m');
      return { room, access, ...(access === 'password' ? { password } : {}) };
    },
    answer: DONE,
  },
});

/** `newcomers [TIME]`, as fields. Parts of a minute count as a whole one. */
function newcomersTyped(room: string, [time]: readonly string[]): JsonObject | Refusal {
  if (time === undefined) return { room, access: 'newcomers' };
  const seconds = parseDuration(time);
  if (seconds === undefined) return usage('/lock newcomers TIME, as in /lock newcomers 10m');
  return { room, access: 'newcomers', minutes: Math.ceil(seconds / 60) };
}

const info = (parts: CourtParts): Command<string> => ({
  name: 'room.info',
  summary: 'Says who runs a room, and how.',
  parse: roomIn,
  run: (room, session) => readRoom(parts, room, session),
  slash: {
    name: 'info',
    usage: '[#ROOM]',
    fields: (typed, here) => ({ room: typed || (here ?? '') }),
    answer: describeRoom,
  },
});
