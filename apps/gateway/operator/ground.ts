import type { Clock, Hub, Logger, ServerInfo } from '../../../core/index.js';
import type { FileTransfer } from '../../../plugins/file-transfer/index.js';
import type { Moderation } from '../../../plugins/moderation/index.js';
import type { Operators } from '../operators.js';
import type { GatewaySettings } from '../settings/settings.js';
import type { AuditBook } from './audit/index.js';
import type { Chaos } from './chaos/index.js';
import type { ListenerBook } from './listeners/index.js';
import type { Held, Switchboard } from './plugins/index.js';
import type { Watch } from './watch/index.js';

/** What all that operators read and do stands on. */
export interface Ground {
  readonly hub: Pick<Hub, 'chat' | 'limits' | 'plugins' | 'state' | 'why'>;
  /** Under its name the hub speaks. */
  readonly server: ServerInfo;
  readonly settings: GatewaySettings;
  readonly operators: Pick<Operators, 'fits' | 'shown' | 'isOperator'>;
  readonly watch: Pick<Watch, 'sight'>;
  readonly audit: Pick<AuditBook, 'add' | 'read'>;
  readonly listeners: Pick<ListenerBook, 'list' | 'set'>;
  readonly plugins: Switchboard;
  /** Nothing in it: files are off. */
  readonly files: Held<Pick<FileTransfer, 'createUploadUrl' | 'files' | 'remove' | 'drop'>>;
  /** Nothing in it: the moderation is off. */
  readonly moderation: Held<Pick<Moderation, 'act' | 'room'>>;
  /** Absent: connections are not made worse here. */
  readonly chaos?: Chaos | undefined;
  /** Sends everybody away and ends. */
  readonly drain: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}
