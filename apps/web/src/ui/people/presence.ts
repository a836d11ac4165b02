import type { Chat } from '../../chat/index.js';

/** How somebody is there. */
export type Presence = 'away' | 'off' | 'on';

/** Whether somebody is in one of our rooms: of others we cannot know. */
export function presenceOf(chat: Chat, id: string | undefined): Presence {
  const seen = chat.conversations.value.flatMap(({ roster }) => roster.value.filter((member) => member.id === id));
  if (seen.length === 0) return 'off';
  return seen.every(({ away }) => away === true) ? 'away' : 'on';
}
