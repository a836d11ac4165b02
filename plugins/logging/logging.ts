import type { CloseCause, Entry, LogFields, Logger, Plugin, Session } from '../../core/index.js';
import type { LogDestination, LogLevel } from './json-logger.js';
import { openLog } from './open-log.js';

/** What can be set on the `logging` plugin. */
export interface LoggingOptions {
  /** Default `info`. */
  readonly level?: LogLevel;
  /**
   * Whether what people write is left out: its length is logged instead, as
   * `textCharacters` or `reasonCharacters`. Default false.
   */
  readonly redact?: boolean;
  /** Where lines go. Default: standard output. */
  readonly destination?: LogDestination | 'stdout' | 'stderr';
  /** Whether lines are for people instead of JSON. Default `auto`: where they go to a terminal. */
  readonly pretty?: boolean | 'auto';
  /** Takes the lines instead, and has its own level, destination and look. A pino logger fits as it is. */
  readonly logger?: Logger;
  /** Whether failures are logged. Default true; `false` where `logger` is also the hub's, which tells of them anyway. */
  readonly failures?: boolean;
}

/** An unknown command's name is the peer's own text, and may be long. */
const WHAT_CHARACTERS = 64;

/**
 * Logs every message, arrival and departure, refusal and failure, with the ids of session, user and message.
 *
 * | level | what |
 * | --- | --- |
 * | debug | a connection opened, or closed before anybody logged in; what a slow reader did not get |
 * | info | listening, draining, login, rename, join, leave, message, refusal, a connection lost, a session resumed or ended |
 * | error | a plugin or a dialect failed: its name, where, and the cause |
 *
 * A refusal is `info`: it is somebody's mistake, not the server's. Credentials are never logged, nor is the query of
 * an address, which may carry them.
 * @throws TypeError for a level that is none, or for `logger` together with `level`, `destination` or `pretty`.
 */
export function logging(options: LoggingOptions = {}): Plugin {
  const log = loggerOf(options);
  const redact = options.redact ?? false;
  const words: Words = (field, said) => (redact ? { [`${field}Characters`]: [...said].length } : { [field]: said });

  return {
    name: 'logging',
    setup(host) {
      host.on('listening', ({ transport, url }) => log.info({ transport, url }, 'listening'));
      host.on('opened', (session) => log.debug({ session: session.id, ...wire(session) }, 'opened'));
      host.on('login', (session) => log.info({ ...who(session), wire: session.wire, ...wire(session) }, 'login'));
      host.on('renamed', (session, was) => log.info({ ...who(session), was }, 'renamed'));
      host.on('joined', (session, room) => log.info({ ...who(session), room }, 'joined'));
      host.on('left', (session, room, reason) => {
        log.info({ ...who(session), room, ...(reason === undefined ? {} : words('reason', reason)) }, 'left');
      });
      host.on('message', (entry, session) => {
        log.info({ ...placed(entry), ...who(session), ...words('text', entry.message.text) }, 'message');
      });
      host.on('refused', ({ session, what, code, text, details }) => {
        log.info(
          {
            ...who(session),
            what: what.slice(0, WHAT_CHARACTERS),
            code,
            reason: text,
            ...(details === undefined ? {} : { details }),
          },
          'refused',
        );
      });
      host.on('lost', (session, cause) => log.info({ ...who(session), ...ending(cause, words) }, 'lost'));
      host.on('resumed', (session) => log.info({ ...who(session), wire: session.wire, ...wire(session) }, 'resumed'));
      host.on('dropped', (session, { type }, how) => log.debug({ ...who(session), type, how }, 'dropped'));
      host.on('closed', (session, cause) => {
        const level = session.user === undefined ? 'debug' : 'info';
        log[level]({ ...who(session), ...ending(cause, words) }, 'closed');
      });
      host.on('draining', () => log.info({}, 'draining'));
      if (options.failures === false) return;
      host.on('failed', ({ plugin, what, error }) => {
        log.error({ plugin, what, code: error.code, error: error.cause ?? error }, 'failed');
      });
    },
  };
}

/** What somebody wrote, as the log may have it. */
type Words = (field: 'text' | 'reason', said: string) => LogFields;

function loggerOf({ logger, level, destination, pretty }: LoggingOptions): Logger {
  if (logger === undefined) {
    return openLog({
      ...(level === undefined ? {} : { level }),
      ...(destination === undefined ? {} : { destination }),
      ...(pretty === undefined ? {} : { pretty }),
    });
  }
  if (level === undefined && destination === undefined && pretty === undefined) return logger;
  throw new TypeError('A logger has its own level, destination and look: give either logger, or those.');
}

function who({ id, user }: Session): LogFields {
  return { session: id, ...(user === undefined ? {} : { user: user.id, nick: user.nick }) };
}

function wire({ info }: Session): LogFields {
  const { transport, remoteAddress, url } = info;
  return {
    connection: info.id,
    transport,
    ...(remoteAddress === undefined ? {} : { address: remoteAddress }),
    ...(url === undefined ? {} : { path: url.split('?', 1)[0] }),
  };
}

function placed({ position, message }: Entry): LogFields {
  const { id, room, kind, from, to } = message;
  return {
    id,
    room,
    epoch: position.epoch,
    offset: position.offset,
    kind,
    from: from.nick,
    ...(to === undefined ? {} : { to: to.id }),
  };
}

/** What the peer said on closing is its own words; what we said is not. */
function ending({ by, code, text }: CloseCause, words: Words): LogFields {
  return {
    by,
    ...(code === undefined ? {} : { code }),
    ...(text === undefined || text === '' ? {} : by === 'peer' ? words('reason', text) : { reason: text }),
  };
}
