import type { Awaitable, JsonObject, LogFields, Refusal } from '../../../core/index.js';
import type { AuditRecord } from './audit/index.js';
import type { OperatorContext } from './ground.js';
import type { Telemetry } from './watch/index.js';

/** What an act stands on. */
export interface ReadyContext extends OperatorContext {
  readonly telemetry: Telemetry;
}

/** One time that an act is done. */
export interface ActionContext {
  /** Adds to what the log says of it, whatever becomes of it. */
  log(fields: LogFields): void;
  /** Says what it is about, for the audit log, whatever becomes of it. */
  audit(what: Partial<Pick<AuditRecord, 'act' | 'room' | 'who'>>): void;
  /** Is done once the operator has been answered. */
  afterReply(run: () => void): void;
}

/** What was done: a line for people, and whatever it says besides. */
export interface ActionResult {
  readonly line: string;
}

/**
 * Something that an operator does.
 * @throws ChatError for what makes no sense.
 */
export type OperatorAction = (
  ground: ReadyContext,
  body: JsonObject,
  doing: ActionContext,
) => Awaitable<ActionResult | Refusal>;
