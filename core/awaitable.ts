/** A value, or the promise of one. */
export type Awaitable<T> = T | PromiseLike<T>;

/** Whether a value must be awaited; what is there at once need not cost a turn. */
export function isPromise<T>(value: Awaitable<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
