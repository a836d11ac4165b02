import { type Json, type Store, storeKey, storeValue } from '../../../core/index.js';
import type { Desk } from './desk.js';

/** The store beside a log: in the same file, written by the same thread, in transactions shared with messages. */
export function createStore(desk: Desk): Store {
  return {
    async get(key) {
      const value = await desk.ask({ type: 'get', key: storeKey(key) });
      return value === undefined ? undefined : (JSON.parse(value) as Json);
    },
    async put(key, value) {
      await desk.ask({ type: 'put', key: storeKey(key), value: storeValue(value) });
    },
    async delete(key) {
      await desk.ask({ type: 'delete', key: storeKey(key) });
    },
    async list({ prefix, after = '', limit }) {
      const pairs = await desk.ask({ type: 'list', prefix, after, limit });
      return pairs.map(({ key, value }) => ({ key, value: JSON.parse(value) as Json }));
    },
  };
}
