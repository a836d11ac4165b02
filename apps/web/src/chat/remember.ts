import type { Chat, RememberedPeer } from './state.js';

/** So many conversations of two are remembered. */
const MOST_PEERS = 50;

/** Keeps the rooms and conversations that a later visit begins with. */
export function rememberPlaces({ memory, conversations }: Chat): void {
  const all = conversations.peek();
  memory.rooms = all.filter(({ peer }) => peer.peek() === undefined).map(({ key }) => key);
  const peers = all.flatMap(({ peer, room }): RememberedPeer[] => {
    const known = peer.peek();
    return known === undefined ? [] : [{ ...known, ...(room === undefined ? {} : { room }) }];
  });
  memory.peers = peers.slice(-MOST_PEERS);
}
