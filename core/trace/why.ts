import type { ServerEvent } from '../protocol/events.js';
import type { Member } from '../room/member.js';
import { messageEvent } from '../room/receiver.js';
import { seesOwn } from '../room/room.js';
import type { RoomRegistry } from '../room/room-registry.js';
import type { LiveSession } from '../session/live-session.js';
import type { Fate, Trace, TraceRecipient } from './trace.js';
import type { TraceRecord, Tracer } from './tracer.js';

/** What went out, and when in the life of the room. */
interface SentRecord {
  readonly event: ServerEvent;
  readonly by: string | undefined;
  /** By the monotonic clock. */
  readonly sentAt: number;
  /** Whoever came in at this offset or later did not get it. */
  readonly offset: number;
}

/** What happened to the message or signal of an id; `undefined` when it is not among the newest, or never was. */
export function why(id: string, tracer: Tracer, directory: RoomRegistry): Trace | undefined {
  const record = tracer.find(id);
  if (record === undefined) return undefined;
  const { room, at, from, gates, refused, position } = record;
  return {
    id,
    room,
    at,
    from,
    gates,
    refused: refused && { code: refused.code, text: refused.text },
    position,
    recipients: recipientsOf(record, tracer, directory),
  };
}

function recipientsOf(record: TraceRecord, tracer: Tracer, directory: RoomRegistry): readonly TraceRecipient[] {
  const sent = sentBy(record);
  if (sent === undefined) return [];
  const { room, fates } = record;
  const here = [...(directory.find(room)?.members ?? [])].map((member) => ({
    session: member.receiver.id,
    nick: member.user.nick,
    wire: member.receiver.wire,
    fate: fates?.get(member.receiver.id) ?? fateOf(member, sent),
  }));
  const gone = tracer.departedFrom(room, sent.offset).map(({ session, nick, wire }) => ({
    session,
    nick,
    wire,
    fate: fates?.get(session) ?? ('delivered' as const),
  }));
  return [...here, ...gone];
}

function sentBy({ message, position, ephemeral: signal, sentAt }: TraceRecord): SentRecord | undefined {
  if (message === undefined || position === undefined)
    return signal && { ...signal, sentAt, offset: signal.offset + 1 };
  return { event: messageEvent({ message, position }), by: message.session, sentAt, offset: position.offset };
}

function fateOf(
  { receiver, joinedAt: since, live, lastOffset: heard }: Member,
  { event, by, sentAt, offset }: SentRecord,
): Fate {
  if (offset <= since) return 'not in the room';
  if (!live && offset > heard) return 'away';
  if ((by === receiver.id && !seesOwn(receiver, event)) || isHidden(receiver, event)) return 'filtered';
  const stuck = (receiver as LiveSession).connection?.outbox.congestedSince;
  return stuck !== undefined && sentAt >= stuck ? 'queued' : 'delivered';
}

/** Whether a client of that kind is not shown such an event. One without a connection shows nothing, but did before. */
function isHidden({ connected, encoder: rendering }: Member['receiver'], event: ServerEvent): boolean {
  return connected && rendering.encode(event) === undefined;
}
