// What the rest of the program may know of polls, and what they add to the types of the package.

/** One of a poll's options, with the votes that it has. */
export type Counted = {
  /** As it is shown. */
  readonly text: string;
  /** How many people have chosen it. */
  readonly votes: number;
};

/**
 * How a poll stands. The `data` of both of its messages, and what its commands reply. An alias, not an interface: only
 * aliases fit into the package's `Json`.
 */
export type Standing = {
  /** Its number, the hub's next one. */
  readonly poll: number;
  /** The folded name of the room. */
  readonly room: string;
  /** As it is shown, after the gates. */
  readonly question: string;
  /** In the order in which they were given. `/vote 1` is the first. */
  readonly options: readonly Counted[];
  /** How many people have voted. */
  readonly voters: number;
  /** When it closes, or has closed: milliseconds since the Unix epoch. */
  readonly closesAt: number;
  /** False in the result. */
  readonly open: boolean;
};

/**
 * How the open polls of a room stand. It has all of them, for of the events of one type and room only the newest waits for
 * a slow reader: it has to be enough alone.
 */
export type PollEvent = {
  /** Always `poll`. */
  readonly type: 'poll';
  /** The folded name of the room. */
  readonly room: string;
  /** Every open one, the oldest first. */
  readonly polls: readonly Standing[];
  /** For people: those that have changed. */
  readonly line: string;
};

/** A vote that is about to be counted. */
export interface VoteRequest {
  /** The folded name of the room. */
  readonly room: string;
  /** The poll's number. */
  readonly poll: number;
  /** The number of the option, from 1. */
  readonly choice: number;
}

declare module 'partyline' {
  interface ServerEvents {
    /** How the open polls of a room stand. */
    poll: PollEvent;
  }
  interface ChatEvents {
    /** A poll is over, and its result said. */
    polled(result: Standing): void;
  }
  interface Gates {
    /** Every vote. A gate here may say who votes: guests, for one, come back as somebody else. */
    vote: VoteRequest;
  }
}
