import type { Awaitable, Clock, Hub, JsonObject, LogFields, Logger, Refusal, ServerInfo } from '../../../core/index.js';
import type { FileTransfer } from '../../../plugins/file-transfer/index.js';
import type { Moderation } from '../../../plugins/moderation/index.js';
import type { Operators } from '../operators.js';
import type { GatewaySettings } from '../settings/settings.js';
import type { AuditLog, AuditRecord } from './audit-log.js';
import type { Chaos } from './chaos.js';
import type { QueryParams } from './fields.js';
import type { ListenerRegistry } from './listener-registry.js';
import type { PluginManager, Ref } from './plugin-manager.js';
import type { Telemetry, TelemetryPlugin } from './telemetry.js';

/** What all that operators read and do stands on. */
export interface OperatorContext {
  readonly hub: Pick<Hub, 'chat' | 'limits' | 'plugins' | 'state' | 'why'>;
  /** Under its name the hub speaks. */
  readonly server: ServerInfo;
  readonly settings: GatewaySettings;
  readonly operators: Pick<Operators, 'matchesToken' | 'checkToken' | 'isOperator'>;
  readonly telemetryPlugin: Pick<TelemetryPlugin, 'current'>;
  readonly audit: Pick<AuditLog, 'add' | 'read'>;
  readonly listeners: Pick<ListenerRegistry, 'list' | 'set'>;
  readonly plugins: PluginManager;
  /** Nothing in it: files are off. */
  readonly files: Ref<Pick<FileTransfer, 'permit' | 'files' | 'remove' | 'drop'>>;
  /** Nothing in it: the moderation is off. */
  readonly moderation: Ref<Pick<Moderation, 'act' | 'room'>>;
  /** Absent: connections are not made worse here. */
  readonly chaos?: Chaos | undefined;
  /** Sends everybody away and ends. */
  readonly drain: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

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
  context: ReadyContext,
  body: JsonObject,
  action: ActionContext,
) => Awaitable<ActionResult | Refusal>;

/** What a read stands on. */
export interface ReadyContext extends OperatorContext {
  readonly telemetry: Telemetry;
}

/**
 * Something that an operator is told.
 * @throws ChatError for a query that makes no sense.
 */
export type OperatorQuery = (context: ReadyContext, query: QueryParams) => Awaitable<object | Refusal>;
