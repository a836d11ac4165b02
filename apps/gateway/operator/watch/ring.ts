/** The newest things of many, each with a number: 1, 2, 3, … */
export interface Ring<T> {
  /** How many there ever were: the number of the newest one. */
  readonly last: number;
  /** The number of the oldest one that is there; one more than {@link last} where there is none. */
  readonly first: number;
  /** Adds one; beyond the bound the oldest goes. */
  add(value: T): void;
  /** Those after a number, the oldest first. */
  after(number: number): readonly T[];
}

/** @param most How many it holds. */
export function createRing<T>(most: number): Ring<T> {
  const kept: T[] = [];
  let last = 0;
  const first = (): number => last - kept.length + 1;
  return {
    get last() {
      return last;
    },
    get first() {
      return first();
    },
    add(value) {
      // The place of the one that goes: numbers are taken in turn.
      kept[last % most] = value;
      last++;
    },
    after(number) {
      const begin = Math.max(first(), number + 1);
      return Array.from({ length: Math.max(0, last - begin + 1) }, (_, index) => kept[(begin + index - 1) % most] as T);
    },
  };
}
