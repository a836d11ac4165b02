import type { Limits } from '../limits.js';
import type { Position } from '../message/message.js';
import type { Broker } from '../ports/broker.js';
import { messageEvent } from '../room/receiver.js';
import type { LiveSession, Recovery } from './live-session.js';

/** Whoever is told of what recovering does. */
export interface RecoveryListener {
  /** A message is on its way to a client after all. */
  caughtUp(session: LiveSession, message: string): void;
  /** A room has been caught up, and is live. */
  recovered(session: LiveSession, room: string): void;
}

/** What recovering needs of the hub. */
export interface RecoveryContext {
  readonly broker: Broker;
  readonly limits: Limits;
  /** Resolves when the client has taken everything so far. */
  readonly ready: () => Promise<void>;
  /** Whether there is still somebody to recover for. */
  readonly wanted: () => boolean;
  readonly watch: RecoveryListener;
}

const PAGE = 100;

/** Recovers one room after the other. @throws what the broker throws. */
export async function recoverAll(
  session: LiveSession,
  recoveries: readonly Recovery[],
  parts: RecoveryContext,
): Promise<void> {
  for (const recovery of recoveries) await recover(session, recovery, parts);
}

/**
 * Brings a client from its last place in a room's log to where the room is, then makes it live in the same step: what
 * comes meanwhile is read from the log as well, so that there is neither a hole nor a repetition, and nothing to be
 * kept in memory. Goes only as fast as the client reads.
 * @throws what the broker throws.
 */
async function recover(session: LiveSession, recovery: Recovery, parts: RecoveryContext): Promise<void> {
  const { room, member } = recovery;
  const { broker, limits, ready, watch } = parts;
  const cap = limits.recoverEntries;
  // So many characters may be sent before the client must have taken them.
  const burst = Math.ceil(limits.outboxBytes / 8);
  const wanted = () => parts.wanted() && session.memberships.get(room.name)?.member === member;
  let seen = recovery.after;
  let messages = 0;
  let complete = true;
  let unread = 0;
  while (wanted() && !isSamePosition(seen, room.position)) {
    const from = startAfter(seen, room.position, cap);
    const page = await broker.read(room.name, { after: from, limit: PAGE });
    if (!wanted()) return;
    // What the room itself has not been handed yet will come live.
    const { epoch, offset } = room.position;
    const entries = page.entries.filter(({ position }) => position.epoch === epoch && position.offset <= offset);
    const first = entries[0]?.position.offset;
    const start = { epoch, offset: first === undefined ? offset : first - 1 };
    if (!isSamePosition(seen, start)) {
      const missed = seen.epoch === epoch && seen.offset < start.offset ? { missed: start.offset - seen.offset } : {};
      session.send({ type: 'gap', room: room.name, after: seen, ...start, ...missed });
      complete = false;
      seen = start;
    }
    for (const entry of entries) {
      const frame = session.encoder.encode(messageEvent(entry));
      seen = entry.position;
      messages++;
      watch.caughtUp(session, entry.message.id);
      // Said before it was live, in one go with its coming: shown already where there is no echo.
      const isOwn = entry.message.session === session.id && !session.echo;
      if (frame === undefined || isOwn) continue;
      session.sendFrame(frame);
      unread += frame.length;
      if (unread < burst) continue;
      unread = 0;
      await ready();
      if (!wanted()) return;
    }
  }
  if (!wanted()) return;
  room.activate(member);
  const { name, position } = room;
  session.send({ type: 'recovered', room: name, ...position, messages, complete, members: room.rosterEntries() });
  watch.recovered(session, name);
}

/** Where to read on: the place that was seen, or, when that is too far back or of another log, the furthest that is caught up. */
function startAfter(seen: Position, end: Position, cap: number): Position {
  const behind = end.offset - seen.offset;
  const same = seen.epoch === end.epoch;
  if (same && behind <= cap) return behind < 0 ? end : seen;
  return { epoch: end.epoch, offset: Math.max(0, end.offset - cap) };
}

function isSamePosition(a: Position, b: Position): boolean {
  return a.epoch === b.epoch && a.offset === b.offset;
}
