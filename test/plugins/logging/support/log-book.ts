/** One line of a log, read. */
export interface Line {
  readonly level: string;
  readonly msg: string;
  readonly time: string;
  readonly [field: string]: unknown;
}

/** A destination for JSON lines that can be waited on. */
export interface LogBook {
  readonly lines: readonly Line[];
  /** The texts as they came, for asking what is not in them. */
  readonly raw: string;
  write(line: string): void;
  /** The first line with that message, now or later. */
  line(msg: string): Promise<Line>;
}

export function logBook(): LogBook {
  const lines: Line[] = [];
  const waiting: { msg: string; found: (line: Line) => void }[] = [];
  let raw = '';
  return {
    lines,
    get raw() {
      return raw;
    },
    write(text) {
      raw += text;
      const line = JSON.parse(text) as Line;
      lines.push(line);
      for (const { msg, found } of waiting) if (msg === line.msg) found(line);
    },
    line(msg) {
      const there = lines.find((line) => line.msg === msg);
      return there === undefined ? new Promise((found) => waiting.push({ msg, found })) : Promise.resolve(there);
    },
  };
}
