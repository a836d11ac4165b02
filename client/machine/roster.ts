import type { JoinedEvent, LeftEvent, PresenceEvent, RenamedEvent, RosterEntry } from '../../core/protocol/events.js';

/** An event that changes one member of a room. */
export type RosterEvent = JoinedEvent | LeftEvent | RenamedEvent | PresenceEvent;

/** People, by their ids. */
export function byId(members: readonly RosterEntry[]): Map<string, RosterEntry> {
  return new Map(members.map((member) => [member.id, member]));
}

/**
 * What a room knows of a member after an event.
 *
 * @param was what it knew before; `undefined`: they were not there
 */
export function memberAfter(event: RosterEvent, was: RosterEntry | undefined): RosterEntry | undefined {
  if (event.type === 'joined') return event.user;
  if (event.type === 'left' || was === undefined) return undefined;
  if (event.type === 'renamed') return { ...was, nick: event.user.nick };
  const { id, nick, wires } = was;
  return event.state === 'away' ? { id, nick, wires, away: true } : { id, nick, wires };
}
