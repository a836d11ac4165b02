/** What has happened in a world, for people to read: one line each, the same in every run of the same seed. */
export interface Trace {
  /** Adds a line. */
  add(line: string): void;
  /** A short name for a message's key, behind a space: ` (k1)`, ` (k2)` as they first come up; `''` for none. */
  key(key: string | undefined): string;
  /** All lines, oldest first. */
  text(): string;
}

/** Enough for any look at what went wrong; beyond it the oldest lines go, so that a long run does not fill the memory. */
const KEPT = 100_000;

/** Makes an empty trace. @param passed milliseconds since the world began. */
export function createTrace(passed: () => number): Trace {
  const keys = new Map<string, number>();
  let lines: string[] = [];
  let dropped = 0;

  return {
    add(line) {
      lines.push(`${(passed() / 1_000).toFixed(3).padStart(9)} s  ${line}`);
      if (lines.length < 2 * KEPT) return;
      dropped += lines.length - KEPT;
      lines = lines.slice(-KEPT);
    },
    key(key) {
      if (key === undefined) return '';
      const number = keys.get(key) ?? keys.size + 1;
      keys.set(key, number);
      return ` (k${number})`;
    },
    text() {
      const head = dropped > 0 ? [`           (${dropped} lines before)`] : [];
      return [...head, ...lines].join('\n');
    },
  };
}
