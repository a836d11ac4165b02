import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Chat, Conversation } from '../../chat/index.js';
import { useChat } from '../context.js';

/** Presence of a user; `off` also if unknown. */
export type Presence = 'away' | 'off' | 'on';

/** Returns a user's presence, which is known for members of our rooms only. */
export function presenceOf(chat: Chat, id: string | undefined): Presence {
  const entries = chat.conversations.value.flatMap(({ roster }) => roster.value.filter((member) => member.id === id));
  if (entries.length === 0) return 'off';
  return entries.every(({ away }) => away === true) ? 'away' : 'on';
}

/** A role above member. */
export type Role = 'moderator' | 'owner';

/** Roles by user id. */
export type Roles = ReadonlyMap<string, Role>;

const idOf = (user: unknown): readonly string[] =>
  typeof user === 'object' && user !== null && 'id' in user && typeof user.id === 'string' ? [user.id] : [];

/** Reads the roles from a reply to `room.info`. */
export function parseRoles(reply: Readonly<Record<string, unknown>>): Roles {
  const moderators = Array.isArray(reply.moderators) ? reply.moderators.flatMap(idOf) : [];
  const owners = idOf(reply.owner);
  return new Map<string, Role>([
    ...moderators.map((id) => [id, 'moderator'] as const),
    ...owners.map((id) => [id, 'owner'] as const),
  ]);
}

/** Loads the roles of a room, and reloads them when they change. */
function watchRoles(chat: Chat, room: string, onRoles: (roles: Roles) => void): () => void {
  const load = () => {
    // Servers without the moderation plugin have no roles.
    chat.client.request('room.info', { room }).then(
      (reply) => onRoles(parseRoles(reply)),
      () => {},
    );
  };
  load();
  return chat.client.on(
    'event',
    (event: { readonly type: string; readonly room?: unknown; readonly act?: unknown }) => {
      if (event.type !== 'moderated' || event.room !== room) return;
      if (event.act === 'role' || event.act === 'inherit') load();
    },
  );
}

/** Returns the owners and moderators of a room. */
export function useRoles(conversation: Conversation): Roles {
  const chat = useChat();
  const roles = useSignal<Roles>(new Map());
  const joined = conversation.joined.value && conversation.role.value !== undefined;
  useEffect(() => {
    if (!joined) return;
    return watchRoles(chat, conversation.key, (loaded) => {
      roles.value = loaded;
    });
  }, [joined, conversation]);
  return roles.value;
}
