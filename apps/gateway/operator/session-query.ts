import { roomName, type Session } from '../../../core/index.js';
import type { OperatorQuery, ReadyContext } from './context.js';
import { enumParam, integerParam, type QueryParams, textParam } from './fields.js';
import type { SessionOrder, SessionsPage, SessionView } from './wire.js';

const MAX_LIMIT = 500;
const DEFAULT_LIMIT = 100;

type SortKey = string | number | undefined;

const sortKeys: Readonly<Record<SessionOrder, (session: Session, context: ReadyContext) => SortKey>> = {
  nick: ({ user }) => user?.nick.toLowerCase(),
  since: ({ info }) => info.openedAt,
  queue: ({ pendingBytes }) => pendingBytes,
  roundTrip: ({ roundTripMs }) => roundTripMs,
  rate: (session, { telemetry }) => telemetry.sessionStats.rateOf(session),
  wire: ({ wire }) => wire,
  address: ({ info }) => info.remoteAddress,
};
const orders = Object.keys(sortKeys) as SessionOrder[];

interface Keyed {
  readonly session: Session;
  readonly key: SortKey;
}

/** `text=&sort=&order=&limit=&room=`: all sessions, including those before login. */
export const sessions: OperatorQuery = (context, query): SessionsPage => {
  const sort = enumParam(query, 'sort', orders, 'since');
  const order = enumParam(query, 'order', ['asc', 'desc'], sort === 'since' ? 'desc' : 'asc');
  const limit = integerParam(query, 'limit', 1, MAX_LIMIT, DEFAULT_LIMIT);
  const fits = createFilter(query, context);
  const keyOf = sortKeys[sort];
  let total = 0;

  function* keyed(): Iterable<Keyed> {
    for (const session of context.telemetry.sessionStats.sessions) {
      if (!fits(session)) continue;
      total++;
      yield { session, key: keyOf(session, context) };
    }
  }

  const chosen = selectFirst(keyed(), limit, compareKeys(order === 'asc' ? 1 : -1));
  return { sessions: chosen.map(({ session }) => toSessionView(session, context)), total };
};

/** Compares keys; unknown keys come last in both orders. */
function compareKeys(sign: 1 | -1): (one: Keyed, other: Keyed) => number {
  return ({ key: a }, { key: b }) => {
    if (a === b) return 0;
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    return a < b ? -sign : sign;
  };
}

function createFilter(query: QueryParams, { hub }: ReadyContext): (session: Session) => boolean {
  const text = textParam(query, 'text').trim().toLowerCase();
  const wanted = textParam(query, 'room');
  const room = wanted === '' ? undefined : roomName(wanted, hub.limits);
  const has = (part: string | undefined) => part?.toLowerCase().includes(text) === true;
  return ({ id, user, info, wire, rooms }) => {
    if (room !== undefined && !rooms.includes(room)) return false;
    return text === '' || has(user?.nick) || has(info.remoteAddress) || has(wire) || has(id);
  };
}

function toSessionView(session: Session, { telemetry, operators, chaos }: ReadyContext): SessionView {
  const { id, user, info, wire, connected, rooms, pendingBytes, roundTripMs } = session;
  const [transport = '', dialect = ''] = wire.split('/');
  const mode = connected ? chaos?.modeOf(info) : undefined;
  return {
    id,
    ...(user === undefined ? {} : { user: toUserView(user) }),
    transport,
    dialect,
    ...(info.remoteAddress === undefined ? {} : { address: info.remoteAddress }),
    secure: info.secure,
    connected,
    operator: operators.isOperator(session),
    openedAt: info.openedAt,
    // Direct rooms are private.
    rooms: rooms.filter((room) => !room.startsWith('@')),
    queueBytes: pendingBytes,
    ...(roundTripMs === undefined ? {} : { roundTripMs }),
    rate: telemetry.sessionStats.rateOf(session),
    ...(mode === undefined ? {} : { chaos: mode }),
  };
}

function toUserView({ id, nick, account }: NonNullable<Session['user']>): NonNullable<SessionView['user']> {
  return { id, nick, ...(account === undefined ? {} : { account }) };
}

/**
 * Selects the first `most` items of an order without sorting all of them.
 * @param compare As for `sort`.
 */
export function selectFirst<T>(things: Iterable<T>, most: number, compare: (one: T, other: T) => number): readonly T[] {
  const chosen: T[] = [];
  for (const thing of things) {
    const last = chosen.at(-1);
    if (chosen.length === most && (last === undefined || compare(thing, last) >= 0)) continue;
    chosen.splice(insertionIndex(thing, chosen, compare), 0, thing);
    if (chosen.length > most) chosen.pop();
  }
  return chosen;
}

/** Returns the insertion index after smaller and equal items. */
function insertionIndex<T>(thing: T, chosen: readonly T[], compare: (one: T, other: T) => number): number {
  let low = 0;
  let high = chosen.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(thing, chosen[middle] as T) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
