import type { Clock, Logger, Refusal } from '../../../core/index.js';
import type { FileFacts, StoredFile, Upload, UploadHold, Vault } from '../vault/vault.js';
import type { HttpLimits } from './limits.js';

/** A file that has come whole and is in its room. */
export interface CompletedUpload {
  /** The file's id. */
  readonly file: string;
  /** Where it is from outside. Default: its path alone is told. */
  readonly url?: string;
}

/** What the requests share. */
export interface HttpParts {
  readonly vault: Vault;
  readonly complete: (upload: Upload, hold: UploadHold) => Promise<CompletedUpload | Refusal>;
  readonly redeem: (ticket: string, facts: FileFacts) => Promise<Upload | Refusal>;
  /** A file's address from outside; `undefined`: its path alone is told. */
  readonly addressOf: (file: StoredFile) => string | undefined;
  readonly publicPath: string;
  readonly limits: HttpLimits;
  readonly clock: Clock;
  readonly log: Logger;
}
