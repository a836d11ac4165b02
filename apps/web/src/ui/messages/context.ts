import { signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Chat, type Conversation, jumpTo, type Position } from '../../chat/index.js';

/** Context of the rows of a list. */
export interface ListContextValue {
  readonly conversation: Conversation;
  /** Shows the message at a position, loading it if needed. */
  jumpTo(place: Position): void;
  /** Keeps the actions of the active row visible until a promise settles. */
  holdActions(until: Promise<unknown>): void;
}

const ListContext = createContext<ListContextValue | undefined>(undefined);

export const ListProvider = ListContext.Provider;

/**
 * Returns the context of the surrounding list.
 *
 * @throws TypeError outside a {@link ListProvider}
 */
export function useListContext(): ListContextValue {
  const list = useContext(ListContext);
  if (list === undefined) throw new TypeError('There is no list around this row.');
  return list;
}

/** A message to scroll to. */
export interface RevealTarget {
  readonly conversation: Conversation;
  readonly uid: string;
}

/** The most recently requested target; the list of its conversation scrolls to it. */
export const revealTarget = signal<RevealTarget | undefined>(undefined);

/**
 * Shows a message in its conversation's list, loading it if needed.
 *
 * @returns whether the message exists
 */
export async function revealMessage(chat: Chat, conversation: Conversation, place: Position): Promise<boolean> {
  const uid = await jumpTo(chat, conversation, place);
  if (uid === undefined) return false;
  revealTarget.value = { conversation, uid };
  return true;
}
