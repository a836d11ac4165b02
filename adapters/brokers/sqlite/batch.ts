import { type Database, inTransaction } from './driver.js';
import { diskFaultOf, faultOf, removedFault } from './faults.js';
import type { Health } from './health.js';
import type { Log } from './log.js';
import { type Fault, isWrite, type Outcome, type Request } from './requests.js';

/** What a batch asks and tells of the disk. */
export type BatchHealth = Pick<Health, 'isHealthy' | 'isInPlace' | 'failed'>;

/** After this many requests of a batch that the disk did not take, the rest of its writing fails without being tried. */
const MAX_FAILURES = 4;

const alwaysHealthy: BatchHealth = { isHealthy: true, isInPlace: () => true, failed() {} };

/**
 * Does requests in one transaction. If it fails, each is done in one of its own, so that one that cannot be done, a
 * message too large for a row, takes no other with it. Where the disk cannot be written, what asks for nothing but reading is
 * answered without writing anything.
 * @returns The outcomes, in the order of the requests. Everything that they tell of is on disk.
 */
export function runBatch(
  database: Database,
  log: Log,
  requests: readonly Request[],
  health: BatchHealth = alwaysHealthy,
): readonly Outcome[] {
  if (!requests.some(isWrite))
    return health.isHealthy ? attempt(database, log, requests, health) : answerReads(log, requests, health);
  // Both before and after: what is written to a file that was removed is kept nowhere, and must not be acknowledged.
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

/** A disk that does not take one request may take a smaller one. */
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

/** Answers what can be answered without writing; the rest fails. @param fault Why nothing can be written. */
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
