import { type Database, inTransaction, resultCodeOf, resultCodes } from './driver.js';
import type { Log } from './log.js';
import type { Fault, Outcome, Request } from './requests.js';

/**
 * Does requests in one transaction. If it fails, each is done in one of its own, so that one that cannot be done, a
 * message too large for a row, takes no other with it.
 * @returns The outcomes, in the order of the requests. Everything that they tell of is on disk.
 */
export function runBatch(database: Database, log: Log, requests: readonly Request[]): readonly Outcome[] {
  try {
    return together(database, log, requests);
  } catch (error) {
    const [first] = requests;
    if (requests.length === 1 && first !== undefined) return [{ fault: faultOf(first, error) }];
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
    return outcome ?? { fault: faultOf(request, undefined) };
  } catch (error) {
    return { fault: faultOf(request, error) };
  }
}

function faultOf({ type }: Request, error: unknown): Fault {
  if (type === 'put' && resultCodeOf(error) === resultCodes.full) {
    return { code: 'CHAT_STORE_FULL', text: 'There is no room left on the disk.' };
  }
  return { code: 'CHAT_BROKER_FAILED', text: `The log could not be used: ${String(error)}` };
}
