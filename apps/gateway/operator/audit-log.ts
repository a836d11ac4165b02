import { isJsonObject, type Json, type Logger, type PluginHost, type Store } from '../../../core/index.js';
import { auditLine, isByOperator, type AuditEntry as Moderated } from '../../../plugins/moderation/index.js';
import type { AuditEntry, AuditPage } from './wire.js';

/** An audited action. */
export type AuditRecord = Omit<AuditEntry, 'n' | 'at'>;

/** The newest thousand actions of operators and moderators. With a database they survive a restart. */
export interface AuditLog {
  /** Loads the stored entries and subscribes to moderation. Rejects with errors of the store. */
  open(host: PluginHost): Promise<void>;
  /** Adds an entry. Does nothing before the log is open and after it is closed. */
  add(record: AuditRecord): void;
  /** Reads entries before a number, newest first. */
  read(query: { readonly before: number | undefined; readonly limit: number }): AuditPage;
  /** Resolves when everything is stored. */
  close(): Promise<void>;
}

const MAX_ENTRIES = 1_000;

/** Creates an empty audit log. */
export function createAuditLog(): AuditLog {
  const entries: AuditEntry[] = [];
  let stored: AuditStore | undefined;
  let now: () => number = () => 0;

  function add(record: AuditRecord): void {
    if (stored === undefined) return;
    const entry: AuditEntry = { n: (entries.at(-1)?.n ?? 0) + 1, at: now(), ...record };
    entries.push(entry);
    if (entries.length > MAX_ENTRIES) entries.shift();
    stored.put(entry);
  }

  return {
    add,
    async open(host) {
      const opened = createAuditStore(host.store, host.log, MAX_ENTRIES);
      entries.push(...(await opened.load()));
      now = () => host.clock.now();
      stored = opened;
      // Actions of operators are added with their request.
      host.on('audit', (entry) => (isByOperator(entry) ? undefined : add(toAuditRecord(entry))));
    },
    read({ before = Number.POSITIVE_INFINITY, limit }) {
      const older = entries.filter(({ n }) => n < before);
      return { entries: older.slice(-limit).reverse(), more: older.length > limit };
    },
    async close() {
      await stored?.idle();
      stored = undefined;
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

/** Persistence of the audit log. */
export interface AuditStore {
  /** Loads the stored entries, oldest first. */
  load(): Promise<readonly AuditEntry[]>;
  /** Stores an entry in the background and deletes entries beyond the limit. Failures are logged. */
  put(entry: AuditEntry): void;
  /** Resolves when everything is stored. */
  idle(): Promise<void>;
}

const PREFIX = 'act/';
const PAGE_SIZE = 500;
/** Maximum pending writes. Beyond this, entries are in memory only. */
const MAX_PENDING = 1_000;

/** Pads the number, so that keys sort numerically. */
const keyOf = (n: number): string => PREFIX + String(n).padStart(16, '0');

/** A stored in a plugin's store. @param most How many entries it keeps. */
export function createAuditStore(store: Store, log: Logger, most: number): AuditStore {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;

  async function keep(entry: AuditEntry): Promise<void> {
    try {
      if (entry.n > most) await store.delete(keyOf(entry.n - most));
      await store.put(keyOf(entry.n), entry as unknown as Json);
    } catch (error) {
      log.error({ error, act: entry.act }, 'an audit entry could not be stored');
    } finally {
      waiting--;
    }
  }

  return {
    async load() {
      const found: AuditEntry[] = [];
      for (let after: string | undefined; ; ) {
        const page = await store.list({ prefix: PREFIX, limit: PAGE_SIZE, ...(after === undefined ? {} : { after }) });
        for (const { value } of page) if (isJsonObject(value)) found.push(value as unknown as AuditEntry);
        after = page.at(-1)?.key;
        if (page.length < PAGE_SIZE) break;
      }
      const [kept, stale] = [found.slice(-most), found.slice(0, -most)];
      for (const { n } of stale) await store.delete(keyOf(n));
      return kept;
    },
    put(entry) {
      if (waiting >= MAX_PENDING) {
        log.warn({ act: entry.act }, 'an audit entry is in memory only: the store is too slow');
        return;
      }
      waiting++;
      last = last.then(() => keep(entry));
    },
    idle: () => last,
  };
}
