import { destination as openStream, pino, stdSerializers, stdTimeFunctions } from 'pino';
import type { Logger } from '../../core/index.js';

/** The levels there are, from the most talkative to none at all. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** How much is logged: everything from this level up. */
export type LogLevel = (typeof logLevels)[number];

/** Where lines go. */
export interface LogDestination {
  /** Takes one whole line, with its newline. */
  write(line: string): void;
}

/** What can be set on a logger of JSON lines. */
export interface JsonLoggerOptions {
  /** Default `info`. */
  readonly level?: LogLevel;
  /** Default: standard output. */
  readonly destination?: LogDestination | 'stdout' | 'stderr';
}

/** The standard streams, as the system counts them. */
export const descriptors = { stdout: 1, stderr: 2 } as const;

/** Lines that wait for a slow reader of the log, in bytes. Beyond it lines are dropped: the chat does not wait. */
const BACKLOG_BYTES = 16_777_216;

/**
 * A logger that writes one JSON object a line (pino): `time` (ISO 8601), `level`, the fields, and `msg`. An `error`
 * is written with its message, stack and cause. The standard streams are written in the background, and a reader that
 * falls 16 MiB behind misses lines.
 * @throws TypeError for a level that is none.
 */
export function jsonLogger(options: JsonLoggerOptions = {}): Logger {
  const { level = 'info', destination = 'stdout' } = options;
  if (!logLevels.includes(level)) {
    throw new TypeError(`level must be one of ${logLevels.join(', ')}, not ${String(level)}.`);
  }
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: stdSerializers.errWithCause },
    },
    streamFor(destination),
  );
}

/** Takes lines to where they go. */
export function streamFor(destination: NonNullable<JsonLoggerOptions['destination']>): LogDestination {
  if (typeof destination === 'object') return destination;
  const stream = openStream({ dest: descriptors[destination], sync: false, maxLength: BACKLOG_BYTES });
  // A log that cannot be written (a full disk, a closed terminal) loses lines. It must not end or hold up the process.
  let isFailing = false;
  stream.on('error', () => {
    isFailing = true;
  });
  stream.on('write', () => {
    isFailing = false;
  });
  // At exit pino flushes, and sonic-boom repeats a failing write forever.
  const flushSync = stream.flushSync.bind(stream);
  stream.flushSync = () => {
    if (!isFailing) flushSync();
  };
  return stream;
}
