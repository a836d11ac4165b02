import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Chat, Conversation } from '../../chat/index.js';
import { useChat } from '../context.js';
import { parseRoles, type Roles } from './roles-in.js';

/** Asks for the roles of a room now, and again whenever one of them changes. */
function watchRoles(chat: Chat, room: string, tell: (roles: Roles) => void): () => void {
  const ask = () => {
    // A server without roles has no marks.
    chat.client.request('room.info', { room }).then(
      (reply) => tell(parseRoles(reply)),
      () => {},
    );
  };
  ask();
  return chat.client.on(
    'event',
    (event: { readonly type: string; readonly room?: unknown; readonly act?: unknown }) => {
      if (event.type !== 'moderated' || event.room !== room) return;
      if (event.act === 'role' || event.act === 'inherit') ask();
    },
  );
}

/** Who owns and who moderates a room. */
export function useRoles(conversation: Conversation): Roles {
  const chat = useChat();
  const roles = useSignal<Roles>(new Map());
  const joined = conversation.joined.value && conversation.role.value !== undefined;
  useEffect(() => {
    if (!joined) return;
    return watchRoles(chat, conversation.key, (now) => {
      roles.value = now;
    });
  }, [joined, conversation]);
  return roles.value;
}
