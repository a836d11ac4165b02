import type { Conversation } from './conversation.js';
import { readText } from './fields.js';
import type { Chat } from './state.js';

/** Asks for the topic of a room, and for what one may do there; where the server has no such thing, there is none. */
export async function loadRoomInfo({ client }: Chat, { room, peer, topic, role }: Conversation): Promise<void> {
  if (room === undefined || peer.peek() !== undefined) return;
  try {
    const info = await client.request('room.info', { room });
    role.value = readText(info.role);
    topic.value ??= readText(info.topic) ?? '';
  } catch {
    // Servers without it have neither topics nor roles.
  }
}
