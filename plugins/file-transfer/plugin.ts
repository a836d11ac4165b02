import type { Plugin, PluginHost } from '../../core/index.js';
import { chunkAck, get } from './commands/download.js';
import { list, remove, ticket } from './commands/files.js';
import { abort, chunk, end, header } from './commands/upload.js';
import { createCompletion } from './completion/completion.js';
import { nameGuard, settlePending } from './completion/pending.js';
import { type FileContext, NAME } from './context.js';

import type { FileStore } from './file-store/index.js';
import type { Settings } from './options.js';
import { createTickets } from './tickets.js';
import type { TransferContext } from './transfer-context.js';
import { abortReason } from './transfers/transfer.js';
import { createTransferRegistry } from './transfers/transfer-registry.js';

/** Interval in milliseconds at which expired uploads and files are removed. */
const SWEEP_MS = 60_000;
/** Checks for stalled transfers per `stallMs`. */
const STALL_CHECKS = 4;

/** Under what refusals are counted besides that say that there is no room. */
const fullness: Readonly<Record<string, string>> = { FILE_QUOTA: 'refused.quota', FILE_TOO_MANY: 'refused.uploads' };

/** Opens the file store that a plugin works on. */
export type OpenFileStore = (host: PluginHost, settings: Settings) => Promise<FileStore>;

/** How the plugin opens its file store and exposes its context. */
export interface Wiring {
  readonly open: OpenFileStore;
  /** Called when the plugin is set up. @returns A function to call on dispose. */
  readonly ready: (context: TransferContext) => () => void;
}

/** The plugin on a file store of any kind. */
export function createFileTransfer(settings: Settings, { open, ready }: Wiring): Plugin {
  let close: (() => Promise<void>) | undefined;
  return {
    name: NAME,
    async setup(host) {
      if (close !== undefined) throw new TypeError('These files are of another hub: every hub needs its own.');
      close = async () => {};
      try {
        const fileStore = await open(host, settings);
        let gone = false;
        const context = await createContext(host, settings, fileStore, () => gone);
        register(context);
        const unready = ready(context);
        close = async () => {
          gone = true;
          unready();
          context.transfers.close(abortReason('FILE_CLOSED'));
          await fileStore.close();
        };
      } catch (error) {
        close = undefined;
        throw error;
      }
    },
    async dispose() {
      await close?.();
      close = undefined;
    },
  };
}

async function createContext(
  host: PluginHost,
  settings: Settings,
  fileStore: FileStore,
  gone: () => boolean,
): Promise<TransferContext> {
  // Before the first request: files that an earlier process did not announce stay invisible.
  await settlePending({ fileStore, host });
  const context: FileContext = {
    host,
    settings,
    fileStore,
    emit(event, ...args) {
      if (!gone()) host.emit(event, ...args);
    },
  };
  const transfers = createTransferRegistry(settings);
  const tickets = createTickets(settings.ticketMs, settings.limits, host.clock);
  return { ...context, transfers, tickets, completion: createCompletion(context) };
}

function register(context: TransferContext): void {
  const { host, fileStore, transfers, settings, completion } = context;
  host.command(header(context));
  host.command(chunk(context));
  host.command(chunkAck(context));
  host.command(end(context));
  host.command(abort(context));
  host.command(get(context));
  host.command(list(context));
  host.command(remove(context));
  host.command(ticket(context));
  host.gate('publish', nameGuard(fileStore), { phase: 'last' });
  const count = (what: string, amount: number): void => host.emit('counted', { plugin: NAME, what, amount });
  host.on('fileStored', ({ size }) => {
    count('stored', 1);
    count('stored_bytes', size);
  });
  host.on('fileSent', ({ bytes }) => {
    count('sent', 1);
    count('sent_bytes', bytes);
  });
  host.on('fileRefused', ({ code }) => {
    count('refused', 1);
    const why = fullness[code];
    if (why !== undefined) count(why, 1);
  });
  // A transfer belongs to a connection: a client that reconnects resumes it.
  host.on('lost', (session) => transfers.leave(session));
  host.on('resumed', (session) => transfers.leave(session));
  host.on('closed', (session) => transfers.leave(session));
  host.every(settings.stallMs / STALL_CHECKS, () => transfers.expire(host.clock.monotonic()));
  host.every(SWEEP_MS, async () => {
    await settlePending({ fileStore, host }, completion.isOpen);
    const expired = await fileStore.sweep();
    if (expired > 0) count('expired', expired);
  });
}
