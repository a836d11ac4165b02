import type { Conversation } from '../conversation.js';
import { isAfter, isSamePosition } from '../list/place.js';
import type { Chat } from '../state.js';

/** So long the server is not told again. */
const SEND_INTERVAL_MS = 2_000;

/** Conversations of which the server is to be told. */
const scheduled = new WeakSet<Conversation>();

/** Tells the server how far one has read: after a while, and once for all that was read in it. */
export function scheduleReadMarker(chat: Chat, conversation: Conversation): void {
  if (chat.keepsHistory.peek() === false || scheduled.has(conversation)) return;
  if (isSamePosition(conversation.timeline.readMarker, conversation.timeline.end)) return;
  scheduled.add(conversation);
  chat.clock.after(SEND_INTERVAL_MS, () => {
    scheduled.delete(conversation);
    sendReadMarker(chat, conversation);
  });
}

function sendReadMarker({ client }: Chat, { room, timeline: ledger }: Conversation): void {
  const { end, readMarker: marker, unread } = ledger;
  if (room === undefined || end === undefined || end.offset === 0 || unread > 0) return;
  if (marker?.epoch === end.epoch && !isAfter(end, marker)) return;
  ledger.readMarker = end;
  client.request('history.read', { room, ...end }).catch(() => {
    // Told again when there is more to tell.
    if (isSamePosition(ledger.readMarker, end)) ledger.readMarker = marker;
  });
}
