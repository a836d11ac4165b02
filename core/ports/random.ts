/** Randomness, as the hub sees it. A seeded one makes runs repeatable. */
export interface Random {
  /** An opaque id, unique for the life of the log: 1–64 characters of `[A-Za-z0-9_-]`. */
  id(): string;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** An id that cannot be guessed: at least 128 random bits, of `[A-Za-z0-9_-]`. */
  secret(): string;
}
