import { type Database, inTransaction } from './file/driver.js';
import { diskFaultOf, faultOf, removedFault } from './file/errors.js';
import type { Health } from './health.js';
import type { Log } from './log/log.js';
import { type Fault, isWrite, type Outcome, type Request } from './requests.js';

/** The part of {@link Health} that a batch uses. */
export type BatchHealth = Pick<Health, 'isHealthy' | 'isInPlace' | 'failed'>;

/** Failed writes after which the remaining writes of a batch fail without an attempt. */
const MAX_FAILURES = 4;

const alwaysHealthy: BatchHealth = { isHealthy: true, isInPlace: () => true, failed() {} };

/**
 * Runs requests in one transaction. If it fails, each request gets a transaction of its own, so that a request that cannot
 * succeed, such as a message too large for a row, does not fail the others. While the disk cannot be written, reads are
 * answered without writing.
 * @returns The outcomes in the order of the requests. All successful writes are on disk.
 */
export function runBatch(
  database: Database,
  log: Log,
  requests: readonly Request[],
  health: BatchHealth = alwaysHealthy,
): readonly Outcome[] {
  if (!requests.some(isWrite))
    return health.isHealthy ? attempt(database, log, requests, health) : answerReads(log, requests, health);
  // Checked before and after: a write to a removed file is lost and must not be acknowledged.
  if (!health.isInPlace()) return answerReads(log, requests, health, removedFault);
  const outcomes = attempt(database, log, requests, health);
  if (health.isInPlace()) return outcomes;
  return outcomes.map((outcome, at) => {
    const request = requests[at];
    return request !== undefined && isWrite(request) ? { fault: removedFault } : outcome;
  });
}

function attempt(database: Database, log: Log, requests: readonly Request[], health: BatchHealth): readonly Outcome[] {
  try {
    return runTogether(database, log, requests);
  } catch (error) {
    health.failed(error);
    const kind = diskFaultOf(error);
    if (kind === 'full' || kind === 'failing') return tryEach(database, log, requests, health, faultOf(error));
    const [first] = requests;
    if (requests.length === 1 && first !== undefined) return [{ fault: faultOf(error) }];
    return requests.map((request) => runAlone(database, log, request, health));
  }
}

function runTogether(database: Database, log: Log, requests: readonly Request[]): readonly Outcome[] {
  try {
    return inTransaction(database, () => {
      const outcomes = requests.map((request) => ({ answer: log.run(request) }));
      log.beforeCommit();
      return outcomes;
    });
  } catch (error) {
    log.rollback();
    throw error;
  }
}

function runAlone(database: Database, log: Log, request: Request, health: BatchHealth): Outcome {
  try {
    const [outcome] = runTogether(database, log, [request]);
    return outcome ?? { fault: faultOf(undefined) };
  } catch (error) {
    health.failed(error);
    return { fault: faultOf(error) };
  }
}

/** Runs each request alone: a disk that is too full for one request may have space for a smaller one. */
function tryEach(
  database: Database,
  log: Log,
  requests: readonly Request[],
  health: BatchHealth,
  fault: Fault,
): readonly Outcome[] {
  let failures = requests.length === 1 ? MAX_FAILURES : 0;
  return requests.flatMap((request) => {
    if (!isWrite(request) || failures >= MAX_FAILURES) return answerReads(log, [request], health, fault);
    const outcome = runAlone(database, log, request, health);
    if ('answer' in outcome) return [outcome];
    failures++;
    return answerReads(log, [request], health, outcome.fault);
  });
}

/** Answers reads without writing and fails writes. @param fault Why writing is not possible. */
function answerReads(
  log: Log,
  requests: readonly Request[],
  health: BatchHealth,
  fault = removedFault,
): readonly Outcome[] {
  return requests.map((request) => {
    try {
      const found = log.read(request);
      return found === undefined ? { fault } : found;
    } catch (error) {
      health.failed(error);
      return { fault: faultOf(error) };
    }
  });
}
