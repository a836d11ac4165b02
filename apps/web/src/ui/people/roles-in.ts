/** What somebody is in a room besides a member. */
export type Role = 'moderator' | 'owner';

/** Roles by the ids of people. */
export type Roles = ReadonlyMap<string, Role>;

const idOf = (person: unknown): readonly string[] =>
  typeof person === 'object' && person !== null && 'id' in person && typeof person.id === 'string' ? [person.id] : [];

/** The roles in a reply to `room.info`, whatever it is. */
export function parseRoles(reply: Readonly<Record<string, unknown>>): Roles {
  const moderators = Array.isArray(reply.moderators) ? reply.moderators.flatMap(idOf) : [];
  const owners = idOf(reply.owner);
  return new Map<string, Role>([
    ...moderators.map((id) => [id, 'moderator'] as const),
    ...owners.map((id) => [id, 'owner'] as const),
  ]);
}
