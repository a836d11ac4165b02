import { type Archive, isJsonObject, type Store } from '../../../core/index.js';
import type { Vault } from '../vault/index.js';

const PREFIX = 'pending/';
const PAGE = 100;

/** Files that are kept but not announced yet: nobody may see them. */
export interface Pending {
  has(file: string): boolean;
  /** From now on it is one of them, even if the process ends here. */
  add(file: string): Promise<void>;
  /** It is announced, or gone. */
  remove(file: string): Promise<void>;
  /** Removes what an earlier process has left behind: nobody was told of it, and perhaps nobody has looked at it. */
  clean(vault: Vault, archive: Archive): Promise<void>;
}

/** @param store The plugin's. */
export function pendingIn(store: Store): Pending {
  const files = new Set<string>();
  const keyOf = (file: string): string => PREFIX + encodeURIComponent(file);
  return {
    has: (file) => files.has(file),
    async add(file) {
      files.add(file);
      await store.put(keyOf(file), true);
    },
    async remove(file) {
      files.delete(file);
      await store.delete(keyOf(file));
    },
    async clean(vault, archive) {
      for (;;) {
        const left = await store.list({ prefix: PREFIX, limit: PAGE });
        if (left.length === 0) return;
        for (const { key } of left) {
          const file = decodeURIComponent(key.slice(PREFIX.length));
          if (!(await isAnnounced(file, vault, archive))) await vault.remove(file);
          await store.delete(key);
        }
      }
    },
  };
}

/** The process may have ended between the message and the note that it is out: then it is one of the last in its room. */
async function isAnnounced(file: string, vault: Vault, archive: Archive): Promise<boolean> {
  const stored = await vault.file(file);
  if (stored === undefined) return false;
  const { entries } = await archive.read(stored.owner.room, { limit: PAGE });
  return entries.some(({ message: { data } }) => isJsonObject(data) && data.file === file);
}
