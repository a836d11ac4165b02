import { type Json, type Store, storeKey, storeValue } from '../../../core/index.js';
import type { RequestQueue } from './desk.js';

/** The store beside a log: in the same file, written by the same thread, in transactions shared with messages. */
export function createStore(desk: RequestQueue): Store {
  return {
    async get(key) {
      const value = await desk.request({ type: 'get', key: storeKey(key) });
      return value === undefined ? undefined : (JSON.parse(value) as Json);
    },
    async put(key, value) {
      await desk.request({ type: 'put', key: storeKey(key), value: storeValue(value) });
    },
    async delete(key) {
      await desk.request({ type: 'delete', key: storeKey(key) });
    },
    async list({ prefix, after = '', limit }) {
      const pairs = await desk.request({ type: 'list', prefix, after, limit });
      return pairs.map(({ key, value }) => ({ key, value: JSON.parse(value) as Json }));
    },
  };
}
