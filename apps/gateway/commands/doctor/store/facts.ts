import type { LogInspection } from '../../../../../adapters/brokers/sqlite/index.js';

/** What is known of the log on disk. */
export interface StoreFacts {
  readonly path: string;
  /** The last look that there was time for; `undefined`: none, it did not even open in time. */
  readonly look: LogInspection | undefined;
}
