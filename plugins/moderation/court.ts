import type { Author, JsonObject, PluginHost, Refusal, Session } from '../../core/index.js';
import { type AuditEntry, type AuditLog, whoAsJson } from './audit.js';
import type { Authority } from './authority.js';
import type { ModeratedEvent } from './events.js';
import { lineOf } from './lines.js';
import type { Settings } from './options.js';
import type { Passwords } from './password.js';
import { EVERYWHERE, type needs, type Rank } from './roles.js';
import type { Records } from './state/records.js';
import type { RoomState } from './state/room-state.js';
import type { Rooms } from './state/rooms.js';

/** What acts are done with. */
export interface CourtParts {
  readonly host: PluginHost;
  readonly settings: Settings;
  readonly rooms: Rooms;
  readonly records: Records;
  readonly audit: AuditLog;
  readonly authority: Authority;
  readonly passwords: Passwords;
}

/** Somebody who does something to a room, and may. */
export interface Case extends CourtParts {
  readonly state: RoomState;
  readonly session: Session;
  readonly by: Author;
  readonly rank: Rank;
  /** By the monotonic clock. */
  readonly now: number;
}

/** What comes of an act: the reply to the command. */
export type Verdict = JsonObject | Refusal;

/** An act as the log gets it, without what the case says. */
export type Deed = Omit<AuditEntry, 'id' | 'at' | 'room' | 'by'>;

/**
 * Does something to a room in somebody's name, once all that was begun there before is done. It is refused where they may
 * not, as things stand then.
 */
export function hear(
  parts: CourtParts,
  room: string,
  what: keyof typeof needs,
  session: Session,
  run: (open: Case) => Promise<Verdict>,
): Promise<Verdict> {
  return parts.rooms.act(room, async (state) => {
    const refusal = parts.authority.allows(state, session, what);
    return refusal ?? run(caseOf(parts, state, session));
  });
}

/** A case without asking whether they may. @throws ChatError `CHAT_NAME_INVALID` for what can be no room of this hub. */
export function caseOf(parts: CourtParts, state: RoomState, session: Session): Case {
  const { id = '', nick = '' } = session.user ?? {};
  const { authority, host } = parts;
  // Only the hub knows how long names may be; of what nothing is kept, nobody has asked it yet.
  if (state.head === undefined && state.room !== EVERYWHERE) host.chat.members(state.room);
  const rank = authority.of(state, session);
  return { ...parts, state, session, by: { id, nick }, rank, now: host.clock.monotonic() };
}

/**
 * Writes an act into the log, and then does it: nothing is done that is not in there.
 * @throws what the store throws; then it is neither done nor in the log.
 */
export async function commit(
  { audit, host, state, by }: Pick<Case, 'audit' | 'host' | 'state' | 'by'>,
  deed: Deed,
  change: (entry: AuditEntry) => Promise<void>,
): Promise<AuditEntry> {
  const entry = await audit.add({ room: state.room, by, ...deed });
  try {
    await change(entry);
  } catch (error) {
    await audit.retract(entry).catch((cause: unknown) => {
      host.log.error({ error: cause, act: entry.id }, 'an act that was not done is in the audit log');
    });
    throw error;
  }
  host.emit('audit', entry);
  return entry;
}

/**
 * Tells a room, or several of them, what was done.
 * @param rooms Default: the room that it was done to.
 * @returns The line that people read.
 */
export function announce({ host }: Pick<Case, 'host'>, entry: AuditEntry, rooms?: Iterable<string>): string {
  const { room, act, by, until, reason, value, who } = entry;
  const line = lineOf(entry);
  const event: Omit<ModeratedEvent, 'room'> = {
    type: 'moderated',
    act,
    by,
    line,
    ...(who === undefined ? {} : { who: whoAsJson(who) }),
    ...(room === EVERYWHERE ? { everywhere: true } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(until === undefined ? {} : { until }),
    ...(value === undefined ? {} : { value }),
  };
  for (const told of rooms ?? [room]) host.chat.broadcastEphemeral(told, { ...event, room: told });
  return line;
}
