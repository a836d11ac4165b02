/** The name of the room that two users talk in: the same for both, and no other two's. */
export function directRoomOf(one: string, other: string): string {
  return `@${[escaped(one), escaped(other)].sort().join('+')}`;
}

/** Whether a room is a conversation of two, and of this user's. */
export function isDirectRoomOf(room: string, user: string): boolean {
  return room.startsWith('@') && room.slice(1).split('+').includes(escaped(user));
}

/** The id of whom a user talks to in a conversation of two: their own, where somebody talks to themselves. */
export function otherUserOf(room: string, user: string): string {
  const ids = room.slice(1).split('+');
  const other = ids.find((id) => id !== escaped(user)) ?? escaped(user);
  return other.replaceAll('%2B', '+').replaceAll('%25', '%');
}

/** Accounts may have any characters in them, such as the `+` of a mail address. */
function escaped(id: string): string {
  return id.replaceAll('%', '%25').replaceAll('+', '%2B');
}
