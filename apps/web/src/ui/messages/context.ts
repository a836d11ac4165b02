import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Conversation, Position } from '../../chat/index.js';

/** What rows know of the list that they are in. */
export interface ListContextValue {
  readonly conversation: Conversation;
  /** Shows the message of a place, wherever in the room that is. */
  jump(place: Position): void;
  /** Keeps the actions of the present row where they are until something is done. */
  hold(until: Promise<unknown>): void;
}

const ListContext = createContext<ListContextValue | undefined>(undefined);

/** Gives the list to the rows in it. */
export const ListProvider = ListContext.Provider;

/**
 * The list that a row is in.
 *
 * @throws TypeError outside a {@link ListProvider}
 */
export function useListContext(): ListContextValue {
  const list = useContext(ListContext);
  if (list === undefined) throw new TypeError('There is no list around this row.');
  return list;
}
