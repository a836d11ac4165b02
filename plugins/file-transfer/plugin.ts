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

/** Uploads and files that have expired are dropped so often, in milliseconds. */
const SWEEP_MS = 60_000;
/** Transfers that stand still are looked for so many times within the time that they may. */
const STALL_CHECKS = 4;

/** Under what refusals are counted besides that say that there is no room. */
const fullness: Readonly<Record<string, string>> = { FILE_QUOTA: 'refused.quota', FILE_TOO_MANY: 'refused.uploads' };

/** Opens the vault that a plugin works on. */
export type OpenVault = (host: PluginHost, settings: Settings) => Promise<FileStore>;

/** The plugin, and whoever else works on what it stands on. */
export interface Wiring {
  readonly open: OpenVault;
  /** The plugin is set up; @returns what is to be done when it goes. */
  readonly ready: (parts: TransferContext) => () => void;
}

/** The plugin on a vault of any kind. */
export function createFileTransfer(settings: Settings, { open, ready }: Wiring): Plugin {
  let close: (() => Promise<void>) | undefined;
  return {
    name: NAME,
    async setup(host) {
      if (close !== undefined) throw new TypeError('These files are of another hub: every hub needs its own.');
      close = async () => {};
      try {
        const vault = await open(host, settings);
        let gone = false;
        const parts = await partsOf(host, settings, vault, () => gone);
        register(parts);
        const unready = ready(parts);
        close = async () => {
          gone = true;
          unready();
          parts.transfers.close(abortReason('FILE_CLOSED'));
          await vault.close();
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

async function partsOf(
  host: PluginHost,
  settings: Settings,
  vault: FileStore,
  gone: () => boolean,
): Promise<TransferContext> {
  // Before anybody can ask: what an earlier process had not announced is seen by nobody.
  await settlePending({ vault, host });
  const ground: FileContext = {
    host,
    settings,
    vault,
    emit(event, ...args) {
      if (!gone()) host.emit(event, ...args);
    },
  };
  const floor = createTransferRegistry(settings);
  const tickets = createTickets(settings.ticketMs, settings.limits, host.clock);
  return { ...ground, transfers: floor, tickets, completion: createCompletion(ground) };
}

function register(parts: TransferContext): void {
  const { host, vault, transfers: floor, settings, completion } = parts;
  host.command(header(parts));
  host.command(chunk(parts));
  host.command(chunkAck(parts));
  host.command(end(parts));
  host.command(abort(parts));
  host.command(get(parts));
  host.command(list(parts));
  host.command(remove(parts));
  host.command(ticket(parts));
  host.gate('publish', nameGuard(vault), { phase: 'last' });
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
  // A transfer belongs to a connection: whoever comes back on another one goes on where they were.
  host.on('lost', (session) => floor.leave(session));
  host.on('resumed', (session) => floor.leave(session));
  host.on('closed', (session) => floor.leave(session));
  host.every(settings.stallMs / STALL_CHECKS, () => floor.expire(host.clock.monotonic()));
  host.every(SWEEP_MS, async () => {
    await settlePending({ vault, host }, completion.isOpen);
    const expired = await vault.sweep();
    if (expired > 0) count('expired', expired);
  });
}
