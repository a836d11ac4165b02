import type { Awaitable, Refusal } from '../../../core/index.js';
import type { OperatorContext } from './ground.js';
import type { QueryParams } from './query.js';
import type { Telemetry } from './watch/index.js';

/** What a read stands on. */
export interface ReadyContext extends OperatorContext {
  readonly telemetry: Telemetry;
}

/**
 * Something that an operator is told.
 * @throws ChatError for a query that makes no sense.
 */
export type OperatorQuery = (ground: ReadyContext, query: QueryParams) => Awaitable<object | Refusal>;
