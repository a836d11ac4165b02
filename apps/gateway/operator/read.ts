import type { Awaitable, Refusal } from '../../../core/index.js';
import type { Ground } from './ground.js';
import type { Query } from './query.js';
import type { Sight } from './watch/index.js';

/** What a read stands on. */
export interface ReadGround extends Ground {
  readonly sight: Sight;
}

/**
 * Something that an operator is told.
 * @throws ChatError for a query that makes no sense.
 */
export type Read = (ground: ReadGround, query: Query) => Awaitable<object | Refusal>;
