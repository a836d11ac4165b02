/** What a poll may be. Numbers are whole and at least 1, times are milliseconds. */
export interface PollLimits {
  /** Characters of a question. Default 200. */
  readonly questionCharacters: number;
  /** Characters of an option. Default 60. */
  readonly optionCharacters: number;
  /** Options of a poll; two at least. Default 10. */
  readonly options: number;
  /** Open polls of a room. Default 3. */
  readonly openPerRoom: number;
  /** People who vote in one poll. Their votes are one value of the store, which takes 64 KiB. Default 1,000. */
  readonly voters: number;
  /** For how long a poll is open when nothing is said. Default 10 minutes. */
  readonly usualMs: number;
  /** The shortest time that can be asked for. Default 10 seconds. */
  readonly shortestMs: number;
  /** The longest. Default 7 days. */
  readonly longestMs: number;
  /** How often, at most, a room is shown how its polls stand, and how soon whoever has come in is. Default 5 seconds. */
  readonly showMs: number;
}

const defaults: PollLimits = {
  questionCharacters: 200,
  optionCharacters: 60,
  options: 10,
  openPerRoom: 3,
  voters: 1000,
  usualMs: 10 * 60_000,
  shortestMs: 10_000,
  longestMs: 7 * 24 * 3_600_000,
  showMs: 5000,
};

/** The defaults with some of them changed. @throws TypeError for a limit that is none, or that leaves nothing to choose. */
export function pollLimits(changes: Partial<PollLimits> = {}): PollLimits {
  const limits = { ...defaults, ...changes };
  for (const [name, value] of Object.entries(limits)) {
    if (!(name in defaults)) throw new TypeError(`There is no limit ${name}.`);
    if (!Number.isSafeInteger(value) || value < 1) throw new TypeError(`${name} must be a whole number of at least 1.`);
  }
  if (limits.options < 2) throw new TypeError('options must be at least 2.');
  if (limits.shortestMs > limits.longestMs) throw new TypeError('shortestMs must not be over longestMs.');
  return limits;
}
