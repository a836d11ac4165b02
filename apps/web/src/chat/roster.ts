import type { Occupant } from '../connection/index.js';

/** Who is in a room, sorted for reading. */
export type Roster = readonly Occupant[];

/** By nick, as a reader of any language would look it up. */
export function sorted(members: Roster): Roster {
  const order = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
  return [...members].sort((a, b) => order.compare(a.nick, b.nick));
}

/** With somebody added, or their wires made new. */
export function entered(roster: Roster, user: Occupant): Roster {
  return sorted([...roster.filter((member) => member.id !== user.id), user]);
}

/** Without somebody. */
export function gone(roster: Roster, id: string): Roster {
  return roster.filter((member) => member.id !== id);
}

/** With somebody's new nick; the same roster when they are not in it. */
export function renamed(roster: Roster, id: string, nick: string): Roster {
  if (!roster.some((member) => member.id === id)) return roster;
  return sorted(roster.map((member) => (member.id === id ? { ...member, nick } : member)));
}
