import { ChatError } from '../errors.js';
import type { Json } from '../json.js';
import { utf8Length } from '../message/utf8.js';
import type { ListQuery, Store, Stored } from '../ports/store.js';
import { storeKey, storeValue } from './pair.js';

/** How much the memory store keeps. */
export interface MemoryStoreOptions {
  /** Keys and values together, as JSON in bytes. Default 64 MiB. */
  readonly bytes?: number;
}

/** The default store: gone with the process, and bounded. */
export class MemoryStore implements Store {
  readonly #cap: number;
  readonly #values = new Map<string, string>();
  /** The keys in order, from the first listing on. */
  #sorted: string[] | undefined;
  #bytes = 0;

  constructor({ bytes = 64 * 1024 * 1024 }: MemoryStoreOptions = {}) {
    this.#cap = bytes;
  }

  async get(key: string): Promise<Json | undefined> {
    const value = this.#values.get(storeKey(key));
    return value === undefined ? undefined : parsed(value);
  }

  async put(key: string, value: Json): Promise<void> {
    // A copy: what is kept does not change with the caller's object.
    const json = storeValue(value);
    const was = this.#values.get(storeKey(key));
    const grown = size(key, json) - (was === undefined ? 0 : size(key, was));
    if (this.#bytes + grown > this.#cap) throw new ChatError('CHAT_STORE_FULL');
    this.#bytes += grown;
    if (was === undefined && this.#sorted !== undefined) this.#sorted.splice(firstFrom(this.#sorted, key), 0, key);
    this.#values.set(key, json);
  }

  async delete(key: string): Promise<void> {
    const was = this.#values.get(storeKey(key));
    if (was === undefined) return;
    this.#bytes -= size(key, was);
    this.#sorted?.splice(firstFrom(this.#sorted, key), 1);
    this.#values.delete(key);
  }

  async list({ prefix, after = '', limit }: ListQuery): Promise<readonly Stored[]> {
    this.#sorted ??= [...this.#values.keys()].sort();
    const pairs: Stored[] = [];
    for (let at = firstFrom(this.#sorted, after > prefix ? after : prefix); at < this.#sorted.length; at++) {
      const key = this.#sorted[at] as string;
      if (pairs.length === limit || !key.startsWith(prefix)) break;
      if (key > after) pairs.push({ key, value: parsed(this.#values.get(key) as string) });
    }
    return pairs;
  }
}

/** The index of the first of the sorted keys that is not before `key`. */
function firstFrom(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function size(key: string, json: string): number {
  return key.length + utf8Length(json);
}

function parsed(json: string): Json {
  return JSON.parse(json) as Json;
}
