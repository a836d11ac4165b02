import type { PluginHost, Session } from '../../../core/index.js';

/** Who is here and how much they say. */
export interface SessionStats {
  /** All sessions, those that have not logged in and those without a connection too. */
  readonly sessions: ReadonlySet<Session>;
  /** How many rooms have somebody in them, conversations of two left out. */
  rooms(): number;
  /** Messages a second that a session has published in the last ten seconds. */
  rateOf(session: Session): number;
  /** Messages a second in a room, in the last ten seconds. */
  rateIn(room: string): number;
}

/** Rooms in which nothing was said for a while are forgotten so often, in milliseconds. */
const PRUNE_INTERVAL_MS = 10_000;

/** Follows the hub's sessions, from before the first one comes. */
export function trackSessions(host: PluginHost): SessionStats {
  const { clock } = host;
  const sessions = new Set<Session>();
  const bySession = new Map<Session, Rate>();
  const byRoom = new Map<string, Rate>();
  /** Sessions in each room. To list rooms, the hub sorts them: that is too much for every second. */
  const present = new Map<string, number>();

  host.on('opened', (session) => void sessions.add(session));
  host.on('closed', (session) => {
    sessions.delete(session);
    bySession.delete(session);
  });
  host.on('joined', (_, room) => void present.set(room, (present.get(room) ?? 0) + 1));
  host.on('left', (_, room) => {
    const others = (present.get(room) ?? 1) - 1;
    if (others > 0) present.set(room, others);
    else present.delete(room);
  });
  host.on('message', ({ message: { room } }, session) => {
    const now = clock.monotonic();
    if (sessions.has(session)) countEvent(rateAt(bySession, session), now);
    // What two people say is in no list of rooms.
    if (!room.startsWith('@')) countEvent(rateAt(byRoom, room), now);
  });
  host.every(PRUNE_INTERVAL_MS, () => {
    for (const [room, rate] of byRoom) if (ratePerSecond(rate, clock.monotonic()) === 0) byRoom.delete(room);
  });

  return {
    sessions,
    rooms: () => present.size,
    rateOf: (session) => rateNow(bySession.get(session), clock.monotonic()),
    rateIn: (room) => rateNow(byRoom.get(room), clock.monotonic()),
  };
}

function rateAt<Key>(rates: Map<Key, Rate>, key: Key): Rate {
  const known = rates.get(key);
  if (known !== undefined) return known;
  const rate = createRate();
  rates.set(key, rate);
  return rate;
}

function rateNow(rate: Rate | undefined, now: number): number {
  return rate === undefined ? 0 : ratePerSecond(rate, now);
}

/** Over so many seconds a rate is taken. */
const SPAN_SECONDS = 10;

/** How often something has happened in the last ten seconds. */
export interface Rate {
  /** By second, in turn. */
  readonly counts: number[];
  /** The second of the newest count, by the monotonic clock. */
  second: number;
}

/** Nothing has happened yet. */
export function createRate(): Rate {
  return { counts: new Array<number>(SPAN_SECONDS).fill(0), second: 0 };
}

/** It has happened once more. @param now Milliseconds by the monotonic clock. */
export function countEvent(rate: Rate, now: number): void {
  advance(rate, now);
  const at = rate.second % SPAN_SECONDS;
  rate.counts[at] = (rate.counts[at] ?? 0) + 1;
}

/** How often it has happened in a second, on the average of the last ten. */
export function ratePerSecond(rate: Rate, now: number): number {
  advance(rate, now);
  return rate.counts.reduce((sum, one) => sum + one, 0) / SPAN_SECONDS;
}

/** Forgets the seconds that are gone. A clock that was put back forgets nothing. */
function advance(rate: Rate, now: number): void {
  const second = Math.floor(now / 1_000);
  for (let gone = Math.max(rate.second + 1, second - SPAN_SECONDS + 1); gone <= second; gone++)
    rate.counts[gone % SPAN_SECONDS] = 0;
  rate.second = Math.max(rate.second, second);
}
