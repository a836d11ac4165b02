import type { PluginHost } from '../../../../core/index.js';
import { auditLine, isByOperator, type AuditEntry as Moderated } from '../../../../plugins/moderation/index.js';
import type { AuditEntry, AuditPage } from '../wire.js';
import { type AuditStore, createAuditStore } from './shelf.js';

/** What is written down of an act. */
export type AuditRecord = Omit<AuditEntry, 'n' | 'at'>;

/** What operators and moderators did: the newest thousand acts. With a log on disk they outlast a restart. */
export interface AuditLog {
  /** Reads what was kept, and follows the moderation from now on. Rejects with what the store throws. */
  open(host: PluginHost): Promise<void>;
  /** Writes an act down. Before the book is open, and once it is closed, nothing is done that could be. */
  add(deed: AuditRecord): void;
  /** Reads the newest acts before a number, the newest first. */
  read(query: { readonly before: number | undefined; readonly limit: number }): AuditPage;
  /** Resolves when all is kept. */
  close(): Promise<void>;
}

const MAX_ENTRIES = 1_000;

/** An empty book. */
export function createAuditLog(): AuditLog {
  const entries: AuditEntry[] = [];
  let shelf: AuditStore | undefined;
  let now: () => number = () => 0;

  function add(deed: AuditRecord): void {
    if (shelf === undefined) return;
    const entry: AuditEntry = { n: (entries.at(-1)?.n ?? 0) + 1, at: now(), ...deed };
    entries.push(entry);
    if (entries.length > MAX_ENTRIES) entries.shift();
    shelf.put(entry);
  }

  return {
    add,
    async open(host) {
      const opened = createAuditStore(host.store, host.log, MAX_ENTRIES);
      entries.push(...(await opened.load()));
      now = () => host.clock.now();
      shelf = opened;
      // What an operator did from here is written down with its request.
      host.on('audit', (entry) => (isByOperator(entry) ? undefined : add(toAuditRecord(entry))));
    },
    read({ before = Number.POSITIVE_INFINITY, limit }) {
      const older = entries.filter(({ n }) => n < before);
      return { entries: older.slice(-limit).reverse(), more: older.length > limit };
    },
    async close() {
      await shelf?.idle();
      shelf = undefined;
    },
  };
}

function toAuditRecord(entry: Moderated): AuditRecord {
  const { by, act, room, who } = entry;
  const whom = who?.nick ?? who?.id;
  return {
    by: by.nick,
    act,
    ...(room === '*' ? {} : { room }),
    ...(whom === undefined ? {} : { who: whom }),
    line: auditLine(entry),
  };
}
