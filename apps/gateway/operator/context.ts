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

/** Shared context of the operators' queries and actions. */
export interface OperatorContext {
  readonly hub: Pick<Hub, 'chat' | 'limits' | 'plugins' | 'state' | 'why'>;
  /** The hub's name and version. */
  readonly server: ServerInfo;
  readonly settings: GatewaySettings;
  readonly operators: Pick<Operators, 'matchesToken' | 'checkToken' | 'isOperator'>;
  readonly telemetryPlugin: Pick<TelemetryPlugin, 'current'>;
  readonly audit: Pick<AuditLog, 'add' | 'read'>;
  readonly listeners: Pick<ListenerRegistry, 'list' | 'set'>;
  readonly plugins: PluginManager;
  /** Empty while files are off. */
  readonly files: Ref<Pick<FileTransfer, 'createUploadUrl' | 'files' | 'remove' | 'drop'>>;
  /** Empty while moderation is off. */
  readonly moderation: Ref<Pick<Moderation, 'act' | 'room'>>;
  /** Absent if chaos is disabled. */
  readonly chaos?: Chaos | undefined;
  /** Drains the hub and ends the gateway. */
  readonly drain: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The context of a request, with telemetry. */
export interface ReadyContext extends OperatorContext {
  readonly telemetry: Telemetry;
}

/** One run of an action. */
export interface ActionContext {
  /** Adds fields to the log line, whatever the result. */
  log(fields: LogFields): void;
  /** Sets fields of the audit record, whatever the result. */
  audit(what: Partial<Pick<AuditRecord, 'act' | 'room' | 'who'>>): void;
  /** Runs a function after the reply is sent. */
  afterReply(run: () => void): void;
}

/** The result of an action: a line for the operator, and more fields. */
export interface ActionResult {
  readonly line: string;
}

/**
 * An action of an operator.
 * @throws ChatError for an invalid request.
 */
export type OperatorAction = (
  context: ReadyContext,
  body: JsonObject,
  action: ActionContext,
) => Awaitable<ActionResult | Refusal>;

/** The context of a request, with telemetry. */
export interface ReadyContext extends OperatorContext {
  readonly telemetry: Telemetry;
}

/**
 * A query of an operator.
 * @throws ChatError for an invalid request.
 */
export type OperatorQuery = (context: ReadyContext, query: QueryParams) => Awaitable<object | Refusal>;
