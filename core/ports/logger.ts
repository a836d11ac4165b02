/** What a line says besides its text. Errors go under `error`. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log lines, shaped as pino's so that a pino logger fits as it is. */
export interface Logger {
  /** What only a developer wants to know. */
  debug(fields: LogFields, text: string): void;
  /** What an operator may want to know. */
  info(fields: LogFields, text: string): void;
  /** Something is wrong, and was made good. */
  warn(fields: LogFields, text: string): void;
  /** Something failed. */
  error(fields: LogFields, text: string): void;
}

/** A logger whose every line has these fields too. */
export function withFields(logger: Logger, fields: LogFields): Logger {
  return {
    debug: (more, text) => logger.debug({ ...fields, ...more }, text),
    info: (more, text) => logger.info({ ...fields, ...more }, text),
    warn: (more, text) => logger.warn({ ...fields, ...more }, text),
    error: (more, text) => logger.error({ ...fields, ...more }, text),
  };
}

/** A logger that says nothing. */
export const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};
