import type { Awaitable, JsonObject, LogFields, Refusal } from '../../../core/index.js';
import type { Deed } from './audit/index.js';
import type { Ground } from './ground.js';
import type { Sight } from './watch/index.js';

/** What an act stands on. */
export interface ActGround extends Ground {
  readonly sight: Sight;
}

/** One time that an act is done. */
export interface Doing {
  /** Adds to what the log says of it, whatever becomes of it. */
  note(fields: LogFields): void;
  /** Says what it is about, for the audit log, whatever becomes of it. */
  about(what: Partial<Pick<Deed, 'act' | 'room' | 'who'>>): void;
  /** Is done once the operator has been answered. */
  afterwards(run: () => void): void;
}

/** What was done: a line for people, and whatever it says besides. */
export interface Done {
  readonly line: string;
}

/**
 * Something that an operator does.
 * @throws ChatError for what makes no sense.
 */
export type Act = (ground: ActGround, body: JsonObject, doing: Doing) => Awaitable<Done | Refusal>;
