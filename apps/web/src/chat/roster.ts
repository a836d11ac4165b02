import type { Occupant } from '../../../../client/index.js';

/** Who is in a room, sorted for reading. */
export type Roster = readonly Occupant[];

const order = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** By nick, as a reader of any language would look it up. */
export function sortByNick(members: Roster): Roster {
  return [...members].sort((a, b) => order.compare(a.nick, b.nick));
}
