import { fileError } from './errors.js';
import type { VaultLimits } from './vault.js';

/** Counts what is taken: exactly, for it never waits. */
export interface Quota {
  /** Bytes of all, files and uploads together. */
  readonly total: number;
  /** Takes place for an upload. @throws ChatError `FILE_TOO_LARGE`, `FILE_TOO_MANY`, `FILE_QUOTA` */
  reserve(user: string, size: number): void;
  /** Counts what was there before, whatever the limits are now. */
  restore(user: string, size: number, kind: 'upload' | 'file'): void;
  /** An upload is a file from now on: its bytes stay taken. */
  landed(user: string): void;
  /** Gives the place of an upload or a file back. */
  free(user: string, size: number, kind: 'upload' | 'file'): void;
}

interface Account {
  bytes: number;
  files: number;
  uploads: number;
}

/** An account per user who has anything, and one for all. */
export function quotaWith(limits: VaultLimits): Quota {
  const accounts = new Map<string, Account>();
  let total = 0;

  function add(user: string, bytes: number, files: number, uploads: number): void {
    const account = accounts.get(user) ?? { bytes: 0, files: 0, uploads: 0 };
    account.bytes += bytes;
    account.files += files;
    account.uploads += uploads;
    total += bytes;
    if (account.files + account.uploads === 0) accounts.delete(user);
    else accounts.set(user, account);
  }

  return {
    get total() {
      return total;
    },
    reserve(user, size) {
      const { fileBytes, userBytes, totalBytes, userUploads } = limits;
      const { bytes, uploads } = accounts.get(user) ?? { bytes: 0, uploads: 0 };
      if (size > fileBytes) throw fileError('FILE_TOO_LARGE', { limit: fileBytes });
      if (uploads >= userUploads) throw fileError('FILE_TOO_MANY', { limit: userUploads });
      if (bytes + size > userBytes) throw fileError('FILE_QUOTA', { whose: 'user', limit: userBytes });
      if (total + size > totalBytes) throw fileError('FILE_QUOTA', { whose: 'total', limit: totalBytes });
      add(user, size, 0, 1);
    },
    restore(user, size, kind) {
      add(user, size, kind === 'file' ? 1 : 0, kind === 'upload' ? 1 : 0);
    },
    landed(user) {
      add(user, 0, 1, -1);
    },
    free(user, size, kind) {
      add(user, -size, kind === 'file' ? -1 : 0, kind === 'upload' ? -1 : 0);
    },
  };
}
