/** How files go over HTTP. */
export interface HttpLimits {
  /** Requests that carry a file, in both directions, at once. Default 256. */
  readonly transfers: number;
  /** In every such time, in milliseconds, something must move, or the connection is cut. Default 60,000. */
  readonly idleMs: number;
  /** So much of a body must come in each {@link HttpLimits.idleMs} until it is whole, in bytes. Default 8,192. */
  readonly idleBytes: number;
  /** Bytes of one upload that may wait for the disk, up to 2,097,152. Default 1,048,576. */
  readonly windowBytes: number;
}

const defaults: HttpLimits = { transfers: 256, idleMs: 60_000, idleBytes: 8_192, windowBytes: 1_048_576 };

/** The most that {@link HttpLimits.windowBytes} can be: a vault takes so much, and what a socket reads at once. */
const WINDOW_MOST = 2_097_152;

/** Limits that have been checked, with the defaults for those that are not named. @throws TypeError */
export function httpLimits(changed: Partial<HttpLimits> = {}): HttpLimits {
  for (const [name, value] of Object.entries(changed)) {
    if (!Object.hasOwn(defaults, name)) throw new TypeError(`There is no limit named ${name}.`);
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new TypeError(`The limit ${name} must be a whole number of at least 1.`);
  }
  const limits = { ...defaults, ...changed };
  if (limits.windowBytes > WINDOW_MOST) throw new TypeError(`windowBytes must not be more than ${WINDOW_MOST}.`);
  return limits;
}
