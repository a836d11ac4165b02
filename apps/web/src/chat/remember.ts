import type { Chat, SavedRecipient } from './state.js';

/** So many conversations of two are remembered. */
const MAX_RECIPIENTS = 50;

/** Keeps the rooms and conversations that a later visit begins with. */
export function saveConversations({ saved: memory, conversations }: Chat): void {
  const all = conversations.peek();
  memory.rooms = all.filter(({ peer }) => peer.peek() === undefined).map(({ key }) => key);
  const peers = all.flatMap(({ peer, room }): SavedRecipient[] => {
    const known = peer.peek();
    return known === undefined ? [] : [{ ...known, ...(room === undefined ? {} : { room }) }];
  });
  memory.recipients = peers.slice(-MAX_RECIPIENTS);
}
