import { type Database, inTransaction } from './driver.js';
import type { Log } from './log.js';
import type { Outcome, Request } from './requests.js';

/**
 * Does requests in one transaction. If it fails, each is done in one of its own, so that one that cannot be done, a
 * message too large for a row, takes no other with it.
 * @returns The outcomes, in the order of the requests. Everything that they tell of is on disk.
 */
export function runBatch(database: Database, log: Log, requests: readonly Request[]): readonly Outcome[] {
  try {
    return together(database, log, requests);
  } catch (error) {
    if (requests.length === 1) return [failed(error)];
    return requests.map((request) => alone(database, log, request));
  }
}

function together(database: Database, log: Log, requests: readonly Request[]): readonly Outcome[] {
  try {
    return inTransaction(database, () => {
      const outcomes = requests.map((request) => ({ answer: log.run(request) }));
      log.end();
      return outcomes;
    });
  } catch (error) {
    log.forget();
    throw error;
  }
}

function alone(database: Database, log: Log, request: Request): Outcome {
  try {
    const [outcome] = together(database, log, [request]);
    return outcome ?? failed(undefined);
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): Outcome {
  return { fault: { code: 'CHAT_BROKER_FAILED', text: `The log could not be used: ${String(error)}` } };
}
