import { isJsonObject, type Json, type Logger, type PluginHost, type Store } from '../../../core/index.js';
import { auditLine, isByOperator, type AuditEntry as Moderated } from '../../../plugins/moderation/index.js';
import type { AuditEntry, AuditPage } from './wire.js';

/** What is written down of an act. */
export type AuditRecord = Omit<AuditEntry, 'n' | 'at'>;

/** What operators and moderators did: the newest thousand acts. With a log on disk they outlast a restart. */
export interface AuditLog {
  /** Reads what was kept, and follows the moderation from now on. Rejects with what the store throws. */
  open(host: PluginHost): Promise<void>;
  /** Writes an act down. Before the book is open, and once it is closed, nothing is done that could be. */
  add(record: AuditRecord): void;
  /** Reads the newest acts before a number, the newest first. */
  read(query: { readonly before: number | undefined; readonly limit: number }): AuditPage;
  /** Resolves when all is kept. */
  close(): Promise<void>;
}

const MAX_ENTRIES = 1_000;

/** An empty book. */
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
      // What an operator did from here is written down with its request.
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

/** Where entries are kept, besides in memory. */
export interface AuditStore {
  /** Those that were kept before, the oldest first. */
  load(): Promise<readonly AuditEntry[]>;
  /** Keeps one, and forgets what is beyond the bound. Nobody waits for it; a failure is logged. */
  put(entry: AuditEntry): void;
  /** Resolves when all is kept. */
  idle(): Promise<void>;
}

const PREFIX = 'act/';
const PAGE_SIZE = 500;
/** So many may wait for the store. Beyond that they are in memory only. */
const MAX_PENDING = 1_000;

/** In the order of their characters keys are in the order of their numbers. */
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
