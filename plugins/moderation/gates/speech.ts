import {
  type AlterRequest,
  type Awaitable,
  type Draft,
  type FarewellRequest,
  type FileRequest,
  type Refusal,
  refuse,
  type Session,
  sessionKey,
} from '../../../core/index.js';
import { type CourtParts, caseOf, commit } from '../court.js';
import { formatDuration } from '../durations.js';
import { firstSeen } from '../first-seen.js';
import { EVERYWHERE, needs, ranks } from '../roles.js';
import type { SlowMode } from '../slow-mode.js';
import type { RoomState } from '../state/room-state.js';
import { identityIn } from '../state/sanctions.js';
import { exile, muted } from './refusals.js';

/** What the gates for what is said need. */
export interface SpeechParts extends CourtParts {
  readonly slow: SlowMode;
}

/** Where somebody wants to speak. */
interface Wish {
  /** `undefined`: to one person. */
  readonly room: string | undefined;
  readonly session: Session;
  /** Whether it is a turn of slow mode: taken, only looked at, or none at all. */
  readonly turn: 'take' | 'look' | 'none';
}

/** What taking back one's own words is: no way to speak. */
const SILENT_KIND = 'delete';

/** The message that a moderator is about to delete: one at a time, as a session's commands are done. */
const deleting = sessionKey<AlterRequest['entry'] | undefined>('moderation.deleting', () => undefined);

/** Puts up the gates for whatever can be said, in whatever way. */
export function guardSpeech(parts: SpeechParts): void {
  const { host, slow } = parts;
  // Early: nothing that a muted person says need be looked at by others, or held for a moderator.
  host.gate('publish', (draft, session) => publishing(parts, draft, session), { phase: 'first' });
  host.gate('file', (request, session) => sendingFile(parts, request, session), { phase: 'first' });
  host.gate('farewell', (request, session) => leaving(parts, request, session), { phase: 'first' });
  host.gate(
    'typing',
    (request, session) => speaking(parts, request, { room: roomOf(request), session, turn: 'none' }),
    {
      phase: 'first',
    },
  );
  host.gate('alter', (request, session) => altering(parts, request, session));
  host.on('message', ({ message }, session) => {
    slow.taken(message.room, session);
    if (message.kind === SILENT_KIND) deleted(parts, message.room, session);
  });
}

/** A room, or nothing for a direct conversation. */
const roomOf = ({ room }: { readonly room: string }): string | undefined => (room.startsWith('@') ? undefined : room);

function publishing(parts: SpeechParts, draft: Draft, session: Session): Awaitable<Draft | Refusal> {
  // What plugins say in their own name is nobody's. No session of a person has a colon in its id.
  if (session.id.startsWith('plugin:')) return draft;
  if (draft.kind === SILENT_KIND) return draft;
  const room = draft.to === undefined ? draft.room : undefined;
  // A text in several messages is one turn.
  const turn = draft.part === undefined || draft.part.number === 1 ? 'take' : 'none';
  return speaking(parts, draft, { room, session, turn });
}

function sendingFile(parts: SpeechParts, request: FileRequest, session: Session): Awaitable<FileRequest | Refusal> {
  return speaking(parts, request, { room: roomOf(request), session, turn: 'look' });
}

/** Last words go to all the rooms that somebody is in. */
async function leaving(
  parts: SpeechParts,
  request: FarewellRequest,
  session: Session,
): Promise<FarewellRequest | Refusal> {
  for (const room of session.rooms) {
    if (room.startsWith('@')) continue;
    const decided = await speaking(parts, request, { room, session, turn: 'none' });
    if (decided !== request) return decided;
  }
  return request;
}

/** The request, or the refusal of somebody who may not speak there now. At once where the rooms are in memory. */
function speaking<T>(parts: SpeechParts, request: T, wish: Wish): Awaitable<T | Refusal> {
  const { rooms } = parts;
  const everywhere = rooms.peek(EVERYWHERE);
  const here = wish.room === undefined ? undefined : rooms.peek(wish.room);
  if (everywhere !== undefined && (here !== undefined || wish.room === undefined)) {
    return refusalOf(parts, wish, everywhere, here) ?? request;
  }
  return (async () => {
    const state = await rooms.get(EVERYWHERE);
    const place = wish.room === undefined ? undefined : await rooms.get(wish.room);
    return refusalOf(parts, wish, state, place) ?? request;
  })();
}

function refusalOf(
  parts: SpeechParts,
  { session, turn }: Wish,
  everywhere: RoomState,
  here: RoomState | undefined,
): Refusal | undefined {
  const { authority, host, slow } = parts;
  const now = host.clock.monotonic();
  for (const state of here === undefined ? [everywhere] : [everywhere, here]) {
    const { ban, mute } = state.lists;
    if (ban.size === 0 && mute.size === 0) continue;
    const identity = identityIn(state, session);
    // Who stands how high is looked up only where there is something against them.
    if ((mute.find(identity, now) ?? ban.find(identity, now)) === undefined) continue;
    const rank = authority.of(state, session);
    const silence = mute.on(identity, rank, now);
    if (silence !== undefined) return muted(silence, state.room, now);
    const exiled = exile(state, identity, rank, now);
    if (exiled !== undefined) return exiled;
  }
  const newcomer = here === undefined ? undefined : newcomerRefusal(parts, here, session);
  if (newcomer !== undefined) return newcomer;
  const seconds = here?.head?.slow ?? 0;
  if (here === undefined || seconds === 0 || turn === 'none' || authority.of(here, session) > ranks.member)
    return undefined;
  const wait = slow[turn](here.room, session, seconds);
  if (wait === undefined) return undefined;
  const text = `One message in ${formatDuration(seconds * 1_000)}: wait ${formatDuration(wait)}.`;
  return refuse('MODERATION_SLOW', text, { room: here.room, seconds, retryMs: wait });
}

/** The refusal of a guest who has not been here for long enough to speak in a room. */
function newcomerRefusal({ authority, host }: SpeechParts, here: RoomState, session: Session): Refusal | undefined {
  const { head, lists, room } = here;
  const { user } = session;
  if (head?.access !== 'newcomers' || user === undefined || user.account !== undefined) return undefined;
  const { waitMs = 0 } = head;
  const seen = session.get(firstSeen).at;
  const now = host.clock.monotonic();
  // One that nobody has looked at begins now.
  const wait = Math.min(seen + waitMs - now, waitMs);
  if (wait <= 0 || lists.allow.has(user.id) || authority.of(here, session) > ranks.member) return undefined;
  const text = `New guests may speak in #${room} after ${formatDuration(waitMs)}: wait ${formatDuration(wait)}.`;
  return refuse('MODERATION_NEWCOMER', text, { room, minutes: Math.round(waitMs / 60_000), retryMs: Math.ceil(wait) });
}

/** Moderators may delete what was said by those who stand lower. */
async function altering(parts: SpeechParts, request: AlterRequest, session: Session): Promise<AlterRequest | Refusal> {
  const { what, entry, allowed } = request;
  session.set(deleting, undefined);
  const { room, from } = entry.message;
  if (what === 'edit')
    return speaking(parts, request, { room: room.startsWith('@') ? undefined : room, session, turn: 'look' });
  if (allowed || room.startsWith('@')) return request;
  const state = await parts.rooms.get(room);
  const rank = parts.authority.of(state, session);
  if (rank < ranks[needs.delete] || rank <= parts.authority.ofUser(state, from.id)) return request;
  session.set(deleting, entry);
  return { ...request, allowed: true };
}

/** A message was deleted. Where it was another's, by a moderator, that is an act. */
function deleted(parts: SpeechParts, room: string, session: Session): void {
  const entry = session.get(deleting);
  session.set(deleting, undefined);
  if (entry === undefined || entry.message.room !== room) return;
  const { from } = entry.message;
  const done = parts.rooms.act(room, async (state) => {
    const open = caseOf(parts, state, session);
    const who = { id: from.id, nick: from.nick };
    await commit(open, { act: 'delete', who, value: entry.position.offset }, async () => {});
  });
  done.catch((error: unknown) => parts.host.log.error({ error, room }, 'a deletion is not in the audit log'));
}
