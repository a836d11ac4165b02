import type { Clock, Hub, Logger, ServerInfo } from '../../../core/index.js';
import type { FileTransfer } from '../../../plugins/file-transfer/index.js';
import type { Moderation } from '../../../plugins/moderation/index.js';
import type { Operators } from '../operators.js';
import type { GatewaySettings } from '../settings/settings.js';
import type { AuditLog } from './audit/index.js';
import type { Chaos } from './chaos/index.js';
import type { ListenerRegistry } from './listeners/index.js';
import type { PluginManager, Ref } from './plugins/index.js';
import type { TelemetryPlugin } from './watch/index.js';

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
