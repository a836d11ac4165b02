import type { Conversation } from '../conversation.js';
import { isBehind, isSamePlace } from '../list/place.js';
import type { Chat } from '../state.js';

/** So long the server is not told again. */
const PACE_MS = 2_000;

/** Conversations of which the server is to be told. */
const waiting = new WeakSet<Conversation>();

/** Tells the server how far one has read: after a while, and once for all that was read in it. */
export function keepMarker(chat: Chat, conversation: Conversation): void {
  if (chat.keepsHistory.peek() === false || waiting.has(conversation)) return;
  if (isSamePlace(conversation.ledger.marker, conversation.ledger.end)) return;
  waiting.add(conversation);
  chat.clock.after(PACE_MS, () => {
    waiting.delete(conversation);
    tell(chat, conversation);
  });
}

function tell({ client }: Chat, { room, ledger }: Conversation): void {
  const { end, marker, unread } = ledger;
  if (room === undefined || end === undefined || end.offset === 0 || unread > 0) return;
  if (marker?.epoch === end.epoch && !isBehind(end, marker)) return;
  ledger.marker = end;
  client.request('history.read', { room, ...end }).catch(() => {
    // Told again when there is more to tell.
    if (isSamePlace(ledger.marker, end)) ledger.marker = marker;
  });
}
