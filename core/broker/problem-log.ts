import type { BrokerProblem } from '../ports/broker.js';
import type { Cancel, Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';

/** A problem that lasts is logged again after this time. */
const REPEAT_MS = 300_000;

/** A problem that comes back this soon after it was over is not logged as a new one. */
const QUIET_MS = 60_000;

/** Logs what is wrong with a broker, and when that is over. */
export interface ProblemLog {
  /** Takes what {@link BrokerReceiver.problem} reports. */
  readonly changed: (problem: BrokerProblem | undefined) => void;
  /** Leaves no timer. */
  stop(): void;
}

/**
 * Logs each problem at `error` when it begins and every five minutes while it lasts, and its end at `warn`. One that comes and goes is
 * logged once a minute at most.
 */
export function problemLog({
  clock,
  logger,
}: {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly logger: Logger;
}): ProblemLog {
  let current: BrokerProblem | undefined;
  /** The one that was logged last, and whether its end was. */
  let logged: BrokerProblem | undefined;
  let isEndLogged = true;
  let loggedAt = Number.NEGATIVE_INFINITY;
  let cancel: Cancel | undefined;

  function log(problem: BrokerProblem): void {
    logger.error({ reason: problem.reason, writable: problem.writable }, problem.text);
    logged = problem;
    isEndLogged = false;
    loggedAt = clock.now();
  }

  function logEnd(): void {
    logger.warn({ reason: logged?.reason }, 'The log of the rooms works again: messages are kept.');
    isEndLogged = true;
  }

  function waitFor(ms: number): void {
    cancel?.();
    cancel = clock.after(ms, look);
  }

  function look(): void {
    cancel = undefined;
    if (current === undefined) {
      if (!isEndLogged) logEnd();
      return;
    }
    log(current);
    waitFor(REPEAT_MS);
  }

  return {
    changed(problem) {
      current = problem;
      const isNew = problem !== undefined && problem.reason !== logged?.reason;
      const since = clock.now() - loggedAt;
      // A clock that was set back must not silence it.
      const isQuiet = since >= 0 && since < QUIET_MS;
      if (problem === undefined && !isEndLogged) logEnd();
      else if (isNew || !isQuiet) look();
      else waitFor(QUIET_MS - since);
    },
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}
