/** How much of something may come. */
export interface Rate {
  /** At once, after a pause: a whole number of at least 1. */
  readonly burst: number;
  /** In the long run, each second: more than 0. */
  readonly perSecond: number;
}

/**
 * A token bucket, measured in time. All that is kept of one is when it is full again, a time that every token taken puts off:
 * it fills by itself, and one that is full is worth nothing to remember.
 */
export interface Bucket {
  /** How long one token takes to come back, in milliseconds. */
  readonly tokenMs: number;
  /** How long the empty bucket takes to be full, in milliseconds. */
  readonly fullMs: number;
}

/** The bucket of a rate: it holds a burst, and fills at the pace of the long run. */
export function bucketOf({ burst, perSecond }: Rate): Bucket {
  const tokenMs = 1_000 / perSecond;
  return { tokenMs, fullMs: burst * tokenMs };
}

/**
 * How long until so many tokens are there, in milliseconds; 0 or less: they are there now. More than the bucket holds are
 * there when it is full, and leave a debt.
 * @param fullAt When the bucket is full again, by the monotonic clock.
 */
export function dueIn({ tokenMs, fullMs }: Bucket, fullAt: number, tokens: number, now: number): number {
  const missing = fullAt > now ? fullAt - now : 0;
  return missing + Math.min(tokens * tokenMs, fullMs) - fullMs;
}

/** When the bucket is full again once so many tokens are taken. */
export function fullAfter({ tokenMs }: Bucket, fullAt: number, tokens: number, now: number): number {
  return (fullAt > now ? fullAt : now) + tokens * tokenMs;
}
