import { isatty } from 'node:tty';
import type { Logger } from '../../core/index.js';
import { descriptors, type JsonLoggerOptions, jsonLogger, streamFor } from './json-logger.js';
import { type LogRecord, prettyLine } from './pretty-line.js';

/** What can be set on a log. */
export interface LogOptions extends JsonLoggerOptions {
  /**
   * Whether lines are for people instead of JSON. Default `auto`: where they go to a terminal. Coloured on a terminal
   * only, and not where the environment variable `NO_COLOR` is set.
   */
  readonly pretty?: boolean | 'auto';
}

/**
 * A logger of lines for people or for programs, whichever reads them.
 * @throws TypeError for a level or a value of `pretty` that is none.
 */
export function openLog({ level = 'info', destination = 'stdout', pretty = 'auto' }: LogOptions = {}): Logger {
  if (typeof pretty !== 'boolean' && pretty !== 'auto') {
    throw new TypeError(`pretty must be true, false or auto, not ${String(pretty)}.`);
  }
  const terminal = typeof destination === 'string' && isatty(descriptors[destination]);
  const forPeople = pretty === 'auto' ? terminal : pretty;
  if (!forPeople) return jsonLogger({ level, destination });
  const stream = streamFor(destination);
  const colours = terminal && (process.env.NO_COLOR ?? '') === '';
  const write = (line: string): void => void stream.write(prettyLine(JSON.parse(line) as LogRecord, colours));
  return jsonLogger({ level, destination: { write } });
}
