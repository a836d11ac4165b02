import type { Completion } from './completion/completion.js';
import type { FileContext } from './context.js';
import type { Tickets } from './tickets.js';
import type { TransferRegistry } from './transfers/transfer-registry.js';

/** Context of the commands. */
export interface TransferContext extends FileContext {
  readonly transfers: TransferRegistry;
  readonly completion: Completion;
  readonly tickets: Tickets;
}
