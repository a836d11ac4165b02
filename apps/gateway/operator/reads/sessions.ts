import { roomName, type Session } from '../../../../core/index.js';
import { choiceIn, countIn, type Query, wordsIn } from '../query.js';
import type { Read, ReadGround } from '../read.js';
import { selection } from '../selection.js';
import type { SessionOrder, SessionsPage, SessionView } from '../wire.js';

const MOST = 500;
const USUAL = 100;

type Key = string | number | undefined;

const keys: Readonly<Record<SessionOrder, (session: Session, ground: ReadGround) => Key>> = {
  nick: ({ user }) => user?.nick.toLowerCase(),
  since: ({ info }) => info.openedAt,
  queue: ({ pendingBytes }) => pendingBytes,
  roundTrip: ({ roundTripMs }) => roundTripMs,
  rate: (session, { sight }) => sight.census.rateOf(session),
  wire: ({ wire }) => wire,
  address: ({ info }) => info.remoteAddress,
};
const orders = Object.keys(keys) as SessionOrder[];

interface Keyed {
  readonly session: Session;
  readonly key: Key;
}

/** `text=&sort=&order=&limit=&room=`: who is connected, those who have not logged in too. */
export const sessions: Read = (ground, query): SessionsPage => {
  const sort = choiceIn(query, 'sort', orders, 'since');
  const order = choiceIn(query, 'order', ['asc', 'desc'], sort === 'since' ? 'desc' : 'asc');
  const limit = countIn(query, 'limit', 1, MOST, USUAL);
  const fits = filterIn(query, ground);
  const keyOf = keys[sort];
  let total = 0;

  function* keyed(): Iterable<Keyed> {
    for (const session of ground.sight.census.sessions) {
      if (!fits(session)) continue;
      total++;
      yield { session, key: keyOf(session, ground) };
    }
  }

  const chosen = selection(keyed(), limit, comparing(order === 'asc' ? 1 : -1));
  return { sessions: chosen.map(({ session }) => viewOf(session, ground)), total };
};

/** What is not known comes last, whatever the order. */
function comparing(sign: 1 | -1): (one: Keyed, other: Keyed) => number {
  return ({ key: a }, { key: b }) => {
    if (a === b) return 0;
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    return a < b ? -sign : sign;
  };
}

function filterIn(query: Query, { hub }: ReadGround): (session: Session) => boolean {
  const text = wordsIn(query, 'text').trim().toLowerCase();
  const wanted = wordsIn(query, 'room');
  const room = wanted === '' ? undefined : roomName(wanted, hub.limits);
  const has = (part: string | undefined) => part?.toLowerCase().includes(text) === true;
  return ({ id, user, info, wire, rooms }) => {
    if (room !== undefined && !rooms.includes(room)) return false;
    return text === '' || has(user?.nick) || has(info.remoteAddress) || has(wire) || has(id);
  };
}

function viewOf(session: Session, { sight, operators, chaos }: ReadGround): SessionView {
  const { id, user, info, wire, connected, rooms, pendingBytes, roundTripMs } = session;
  const [transport = '', dialect = ''] = wire.split('/');
  const mode = connected ? chaos?.modeOf(info) : undefined;
  return {
    id,
    ...(user === undefined ? {} : { user: userOf(user) }),
    transport,
    dialect,
    ...(info.remoteAddress === undefined ? {} : { address: info.remoteAddress }),
    secure: info.secure,
    connected,
    operator: operators.isOperator(session),
    openedAt: info.openedAt,
    // Who talks with whom is theirs.
    rooms: rooms.filter((room) => !room.startsWith('@')),
    queueBytes: pendingBytes,
    ...(roundTripMs === undefined ? {} : { roundTripMs }),
    rate: sight.census.rateOf(session),
    ...(mode === undefined ? {} : { chaos: mode }),
  };
}

function userOf({ id, nick, account }: NonNullable<Session['user']>): NonNullable<SessionView['user']> {
  return { id, nick, ...(account === undefined ? {} : { account }) };
}
