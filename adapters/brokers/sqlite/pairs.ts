import type { KeyValue } from './requests.js';
import type { Statements } from './statements.js';

/** Comes after every character that a key may have. */
const AFTER_ALL_KEYS = '\x7f';

/** Values under keys. A table of their own, sorted by the bytes of the keys. */
export function createKeyValues(sql: Statements) {
  return {
    get(key: string): string | undefined {
      const value = sql.pair.get(key)?.value;
      return value === undefined ? undefined : String(value);
    },
    put(key: string, value: string): undefined {
      sql.putPair.run(key, value);
    },
    delete(key: string): undefined {
      sql.dropPair.run(key);
    },
    list(prefix: string, after: string, limit: number): readonly KeyValue[] {
      const rows = sql.pairs.all(prefix, prefix + AFTER_ALL_KEYS, after, limit);
      return rows.map(({ key, value }) => ({ key: String(key), value: String(value) }));
    },
  };
}
