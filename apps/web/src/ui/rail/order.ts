import { type Conversation, displayName } from '../../chat/index.js';

/** The rooms by name, and the direct conversations with those that wait for an answer first. */
export interface SidebarOrder {
  readonly rooms: readonly Conversation[];
  readonly direct: readonly Conversation[];
}

/**
 * How the rail lists conversations. Rooms keep their places whatever happens in them: a list that jumps is clicked
 * wrong. Of direct conversations there may be many, so those with something unread come first.
 *
 * @param language of the reader, for the alphabet
 */
export function sidebarOrder(all: readonly Conversation[], language: string): SidebarOrder {
  const order = new Intl.Collator(language, { sensitivity: 'base', numeric: true });
  const byName = (a: Conversation, b: Conversation) => order.compare(displayName(a), displayName(b));
  const waits = ({ unread }: Conversation) => (unread.value > 0 ? 0 : 1);
  return {
    rooms: all.filter(({ peer }) => peer.value === undefined).sort(byName),
    direct: all.filter(({ peer }) => peer.value !== undefined).sort((a, b) => waits(a) - waits(b) || byName(a, b)),
  };
}
