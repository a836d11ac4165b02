import { signal } from '@preact/signals';
import { type Chat, type Conversation, jumpTo, type Position } from '../../chat/index.js';

/** A message that is to be shown. */
export interface RevealTarget {
  readonly conversation: Conversation;
  readonly uid: string;
}

/** The message that was asked for last, from wherever on the page. The list of its conversation brings it into view. */
export const revealTarget = signal<RevealTarget | undefined>(undefined);

/**
 * Shows a message in its conversation's list, loading what is around it when it is not there.
 *
 * @returns whether there is such a message
 */
export async function revealMessage(chat: Chat, conversation: Conversation, place: Position): Promise<boolean> {
  const uid = await jumpTo(chat, conversation, place);
  if (uid === undefined) return false;
  revealTarget.value = { conversation, uid };
  return true;
}
