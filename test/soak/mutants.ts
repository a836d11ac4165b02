/** A defect to be planted. */
export interface Mutant {
  /** What is wrong then. */
  readonly name: string;
  /** The compiled file, under `dist`. */
  readonly file: string;
  /** Code that is there exactly once. */
  readonly from: string;
  /** What takes its place. */
  readonly to: string;
}

/** Mistakes that are easily made, each of which loses, doubles or reorders something once in a while. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a resume reads the log once and then goes live, whatever has come meanwhile',
    file: 'core/session/recovery.js',
    from: 'while (wanted() && !isSamePosition(seen, room.position)) {',
    to: 'let once = true; while (wanted() && once && !isSamePosition(seen, room.position)) { once = false;',
  },
  {
    name: 'a resume begins where the room is, not where the client was',
    file: 'core/session/resumption.js',
    from: 'positions.get(name) ?? entered',
    to: 'room.position',
  },
  {
    name: 'keys are forgotten',
    file: 'core/broker/room-log.js',
    from: 'return key === undefined ? undefined : this.#byKey.get(keyOf(author, key));',
    to: 'return undefined;',
  },
  {
    name: 'the late end of an old connection takes the session with it',
    file: 'core/session/connection-manager.js',
    from: 'if (session.connection !== link)',
    to: 'if (session.connection === undefined)',
  },
  {
    name: 'the end of a tick skips members that should get two events at once',
    file: 'core/room/room.js',
    from: 'if (member.cursor > 0 || member.excludedThisTick ||',
    to: 'if (broadcasts.length === 2) continue;\nif (member.cursor > 0 || member.excludedThisTick ||',
  },
  {
    name: 'a command does not wait for the messages before it',
    file: 'core/session/reply-pipeline.js',
    from: 'if (!overlaps)',
    to: 'if (false)',
  },
  {
    name: 'answers overtake one another',
    file: 'core/session/reply-pipeline.js',
    from: 'return before.then(() => outcome);',
    to: 'return outcome;',
  },
  {
    name: 'a gap is not told',
    file: 'core/session/recovery.js',
    from: "session.send({ type: 'gap',",
    to: "({ type: 'gap',",
  },
  {
    name: 'the time of a session that came back runs on',
    file: 'core/session/resumption.js',
    from: 'this.#detached.get(session)?.();',
    to: '',
  },
  {
    name: 'a slow reader goes without what it has no room for',
    file: 'core/session/outbox.js',
    from: 'connection.write(alone',
    to: 'if (connection.pendingBytes > 2_000) return; connection.write(alone',
  },
  {
    name: 'a slow reader goes without news of who is there',
    file: 'core/protocol/delivery.js',
    from: "return type === 'presence';",
    to: 'return false;',
  },
  {
    name: 'a guest is somebody else after a restart',
    file: 'core/session/resumption.js',
    from: 'return this.#parts.digest(token);',
    to: 'return this.#parts.random.id();',
  },
  {
    name: 'a client does not send again what was never answered',
    file: 'client/machine/queue.js',
    from: 'waiting.unshift(...commands.filter(',
    to: 'void (commands.filter(',
  },
  {
    name: 'a client says that a room has come back whole, whatever is missing',
    file: 'client/machine/comeback-tally.js',
    from: 'gaps++;',
    to: '',
  },
  {
    name: 'a client forgets a return that was interrupted',
    file: 'client/machine/rooms.js',
    from: 'room.tally ??= createTally();',
    to: 'room.tally = createTally();',
  },
];
