import type { Author, Json, Store } from '../../core/index.js';
import type { ModerationAct } from './roles.js';

/** Somebody to whom something was done, as far as they are known. */
export interface Affected {
  /** The user's id. Absent: the nick of nobody who was here. */
  readonly id?: string | undefined;
  /** As they were called then. Absent: somebody who was not here, known by id. */
  readonly nick?: string | undefined;
}

/** One thing that was done, as the audit log keeps it. */
export interface AuditEntry {
  /** 1, 2, 3, …; a ban and a mute go by the number of their act. */
  readonly id: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** The folded name of the room; `*`: everywhere. */
  readonly room: string;
  /** What was done. */
  readonly act: ModerationAct;
  /** Who did it, as they were called then. */
  readonly by: Author;
  /** To whom, as they were called then. Absent: to the room, to nobody in particular, or to whoever comes from {@link nets}. */
  readonly who?: Affected | undefined;
  /** The networks that it is about. For operators alone. Absent: none. */
  readonly nets?: readonly string[] | undefined;
  /** When it is over; absent: it does not end by itself. */
  readonly until?: number | undefined;
  /** What was given as the reason. Absent: nothing. */
  readonly reason?: string | undefined;
  /** What it is now: a role, a topic, how one may come in, the seconds of slow mode, the place of a deleted message. */
  readonly value?: string | number | undefined;
}

declare module '../../core/index.js' {
  interface ChatEvents {
    /** Somebody did something to a room or to somebody in it. It is in the audit log. */
    audit(entry: AuditEntry): void;
  }
}

/** To whom something was done, without what is not known. */
export function whoAsJson({ id, nick }: Affected): { readonly id?: string; readonly nick?: string } {
  return { ...(id === undefined ? {} : { id }), ...(nick === undefined ? {} : { nick }) };
}

/** Which entries to read. */
export interface AuditQuery {
  /** Of one room. Default: of all. */
  readonly room?: string | undefined;
  /** Only older ones than this. Default: from the newest. */
  readonly before?: number | undefined;
  /** At most so many. */
  readonly limit: number;
}

/** What was done, the newest acts first. */
export interface AuditLog {
  /** Adds an act; beyond the bound the oldest goes. @throws what the store throws; then it is not in the log. */
  add(act: Omit<AuditEntry, 'id' | 'at'>): Promise<AuditEntry>;
  /** Takes an act out that came to nothing. */
  retract(entry: AuditEntry): Promise<void>;
  /** Reads acts, the newest first, and says whether there are more. */
  read(query: AuditQuery): Promise<{ readonly entries: readonly AuditEntry[]; readonly more: boolean }>;
}

const PREFIX = 'audit/';
const PAGE = 500;

/** Keys are in the order of their characters: counted down, the newest comes first. */
const keyOf = (id: number): string => PREFIX + String(Number.MAX_SAFE_INTEGER - id).padStart(16, '0');

/**
 * An audit log in a store.
 * @param most How many acts it keeps.
 * @param now The present, in milliseconds since the Unix epoch.
 */
export function createAudit(store: Store, most: number, now: () => number): AuditLog {
  let last: number | undefined;
  let starting: Promise<void> | undefined;

  /** Finds out how far the log is, and drops what an earlier, higher bound has left. */
  async function start(): Promise<void> {
    const [newest] = await page(undefined, 1);
    const newestId = newest?.id ?? 0;
    for (let stale = await page(newestId - most + 1, PAGE); stale.length > 0; ) {
      for (const { id } of stale) await store.delete(keyOf(id));
      stale = await page(newestId - most + 1, PAGE);
    }
    last = newestId;
  }

  async function started(): Promise<void> {
    starting ??= start().catch((error: unknown) => {
      starting = undefined;
      throw error;
    });
    await starting;
  }

  async function page(before: number | undefined, limit: number): Promise<readonly AuditEntry[]> {
    const pairs = await store.list({
      prefix: PREFIX,
      limit,
      ...(before === undefined ? {} : { after: keyOf(before) }),
    });
    return pairs.map(({ value }) => value as unknown as AuditEntry);
  }

  return {
    async add(act) {
      await started();
      const id = (last ?? 0) + 1;
      last = id;
      const entry: AuditEntry = { id, at: now(), ...act };
      // First, so that there is room for it where the store is full.
      if (id > most) await store.delete(keyOf(id - most));
      await store.put(keyOf(id), entry as unknown as Json);
      return entry;
    },
    retract: ({ id }) => store.delete(keyOf(id)),
    async read({ room, before, limit }) {
      const entries: AuditEntry[] = [];
      let from = before;
      for (;;) {
        const found = await page(from, PAGE);
        for (const entry of found) {
          if (room !== undefined && entry.room !== room) continue;
          if (entries.length === limit) return { entries, more: true };
          entries.push(entry);
        }
        from = found.at(-1)?.id;
        if (found.length < PAGE) return { entries, more: false };
      }
    },
  };
}
