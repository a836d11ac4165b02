import type { Json } from '../json.js';

/** A value under its key. */
export interface Stored {
  /** 1–1,024 printable ASCII characters. */
  readonly key: string;
  /** What was put there last. */
  readonly value: Json;
}

/** Which keys to list. */
export interface ListQuery {
  /** Only keys that begin so; `''`: all. */
  readonly prefix: string;
  /** Only keys that come after this one. Default: from the first. */
  readonly after?: string;
  /** At most so many: a whole number of at least 1. */
  readonly limit: number;
}

/**
 * Small values under keys: what plugins keep beside the log, such as roles and read markers. Keys have 1–1,024 printable
 * ASCII characters (what may hold others is written with `encodeURIComponent`), and are in the order of their
 * characters' codes. Changes take place in the order of the calls. Proven by `storeConformance` of `partyline/testkit`.
 *
 * What the hub puts before a plugin's keys, to keep them apart, comes on top: a store itself takes keys of up to 2,048.
 */
export interface Store {
  /** What is kept under a key; `undefined`: nothing. */
  get(key: string): Promise<Json | undefined>;
  /**
   * Keeps a value, in the place of an earlier one. Resolves when it is kept, as durably as the broker keeps messages.
   * @throws TypeError for a key that cannot be, or a value that is not JSON.
   * @throws ChatError `CHAT_STORE_FULL` for a value over 64 KiB of JSON, or when the store may not grow;
   *   `CHAT_DISK_FULL` when its disk is full; `CHAT_BROKER_FAILED` when it cannot tell that the value is kept.
   */
  put(key: string, value: Json): Promise<void>;
  /** Forgets what is under a key; nothing happens where nothing is. */
  delete(key: string): Promise<void>;
  /** The values whose keys begin in a certain way, in the order of the keys. */
  list(query: ListQuery): Promise<readonly Stored[]>;
}
