/** What a line says besides its text. Errors go under `error`. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log lines, shaped as pino's so that a pino logger fits as it is. */
export interface Logger {
  debug(fields: LogFields, text: string): void;
  info(fields: LogFields, text: string): void;
  warn(fields: LogFields, text: string): void;
  error(fields: LogFields, text: string): void;
}

/** A logger that says nothing. */
export const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};
