import type { LogLook } from '../../../../../adapters/brokers/sqlite/index.js';

/** What is known of the log on disk. */
export interface StoreInspection {
  readonly path: string;
  /** The last look that there was time for; `undefined`: none, it did not even open in time. */
  readonly report: LogLook | undefined;
}
