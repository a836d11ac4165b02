import type { Refusal } from '../../../core/index.js';
import type { CompletedUpload } from './parts.js';

/** What has become of an upload. */
export interface Ended {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly outcome: CompletedUpload | Refusal;
}

/** The last of something, by id: whoever has lost an answer asks again. */
export interface Recent<T> {
  get(id: string): T | undefined;
  add(id: string, value: T): void;
}

/** Remembers so many; the oldest makes room for a newer one. */
export function recent<T>(most: number): Recent<T> {
  const values = new Map<string, T>();
  return {
    get: (id) => values.get(id),
    add(id, value) {
      values.set(id, value);
      const [oldest] = values.keys();
      if (values.size > most && oldest !== undefined) values.delete(oldest);
    },
  };
}
