import type { PluginHost, Session } from '../../../core/index.js';

/** Sessions and message rates. */
export interface SessionStats {
  /** All sessions, including those before login and detached ones. */
  readonly sessions: ReadonlySet<Session>;
  /** Number of rooms with members, without direct rooms. */
  rooms(): number;
  /** Messages per second of a session, over ten seconds. */
  rateOf(session: Session): number;
  /** Messages per second in a room, over ten seconds. */
  rateIn(room: string): number;
}

/** Interval for pruning idle rooms, in milliseconds. */
const PRUNE_INTERVAL_MS = 10_000;

/** Tracks the hub's sessions from its start. */
export function trackSessions(host: PluginHost): SessionStats {
  const { clock } = host;
  const sessions = new Set<Session>();
  const bySession = new Map<Session, Rate>();
  const byRoom = new Map<string, Rate>();
  /** Sessions per room. The hub sorts its list of rooms, which is too slow for every second. */
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
    // Direct rooms are in no list.
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

/** Seconds over which a rate is averaged. */
const SPAN_SECONDS = 10;

/** Events of the last ten seconds. */
export interface Rate {
  /** Counts per second, as a ring. */
  readonly counts: number[];
  /** The second of the newest count, by the monotonic clock. */
  second: number;
}

/** Creates a rate of zero. */
export function createRate(): Rate {
  return { counts: new Array<number>(SPAN_SECONDS).fill(0), second: 0 };
}

/** Counts an event. @param now Monotonic time in milliseconds. */
export function countEvent(rate: Rate, now: number): void {
  advance(rate, now);
  const at = rate.second % SPAN_SECONDS;
  rate.counts[at] = (rate.counts[at] ?? 0) + 1;
}

/** Returns events per second, averaged over ten seconds. */
export function ratePerSecond(rate: Rate, now: number): number {
  advance(rate, now);
  return rate.counts.reduce((sum, one) => sum + one, 0) / SPAN_SECONDS;
}

/** Clears expired seconds. A clock that goes back clears nothing. */
function advance(rate: Rate, now: number): void {
  const second = Math.floor(now / 1_000);
  for (let gone = Math.max(rate.second + 1, second - SPAN_SECONDS + 1); gone <= second; gone++)
    rate.counts[gone % SPAN_SECONDS] = 0;
  rate.second = Math.max(rate.second, second);
}
