import type { LogFields, Logger } from '../../core/index.js';

function line(level: string, fields: LogFields, text: string): void {
  const { error, ...others } = fields;
  const about = Object.keys(others).length > 0 ? ` ${JSON.stringify(others)}` : '';
  const cause = error instanceof Error ? `\n${error.stack ?? error.message}` : '';
  process.stderr.write(`partyline ${level}: ${text}${about}${cause}\n`);
}

/** Warnings and errors on standard error; the rest is dropped. The `logging` plugin does more. */
export const stderrLogger: Logger = {
  debug() {},
  info() {},
  warn: (fields, text) => line('warn', fields, text),
  error: (fields, text) => line('error', fields, text),
};
