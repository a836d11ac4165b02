import { fileError } from './errors.js';
import type { FileOwner, FileStoreLimits } from './file-store.js';

/** What one upload has taken of the quotas: the bytes that have arrived, never those that were announced. */
export interface Usage {
  /** Whose it is. */
  readonly owner: FileOwner;
  /**
   * Sets the upload's size to `bytes`. A smaller size is always accepted.
   * @throws ChatError `FILE_QUOTA` where more do not fit; then nothing has changed.
   */
  to(bytes: number): void;
  /** Turns the upload into a file: its bytes stay counted, until {@link Quota.freeFile}. */
  land(): void;
  /** Gives the place of the upload back. Does nothing the second time, and nothing once it has landed. */
  free(): void;
}

/** Counts bytes and uploads per user, per network, of all guests and of all. Synchronous, and thus exact. */
export interface Quota {
  /** Bytes of all, files and uploads together. */
  readonly total: number;
  /** Bytes of all guests, files and uploads together. */
  readonly guests: number;
  /**
   * Counts one more upload, which has no bytes yet.
   * @param size What was announced: refused at once where it would not fit now, and not reserved.
   * @throws ChatError `FILE_TOO_LARGE`, `FILE_TOO_MANY`, `FILE_QUOTA`
   */
  open(owner: FileOwner, size: number): Usage;
  /** Counts an upload of an earlier process, whatever the limits are now. */
  restoreUpload(owner: FileOwner, bytes: number): Usage;
  /** Counts a file of an earlier process, whatever the limits are now. */
  restoreFile(owner: FileOwner, bytes: number): void;
  /** Gives the place of a file back. */
  freeFile(owner: FileOwner, bytes: number): void;
  /** Which of the limits that many owners share has no room for one more upload of an owner; `undefined`: none. */
  crowded(owner: FileOwner): 'guests' | 'all' | undefined;
}

/** Whose limit was reached, as the details of a refusal say it. */
type Whose = 'user' | 'network' | 'guests' | 'total';

interface Account {
  bytes: number;
  files: number;
  uploads: number;
}

const newAccount = (): Account => ({ bytes: 0, files: 0, uploads: 0 });

/** Makes a quota of which nothing is taken. */
export function createQuota(limits: FileStoreLimits): Quota {
  const users = new Map<string, Account>();
  const networks = new Map<string, Account>();
  const guests = newAccount();
  const all = newAccount();

  function addTo(accounts: Map<string, Account>, key: string, change: Account): void {
    const account = accounts.get(key) ?? newAccount();
    grow(account, change);
    if (account.files + account.uploads === 0) accounts.delete(key);
    else accounts.set(key, account);
  }

  function add({ user, network, guest }: FileOwner, bytes: number, files: number, uploads: number): void {
    const change = { bytes, files, uploads };
    addTo(users, user, change);
    if (network !== undefined) addTo(networks, network, change);
    if (guest === true) grow(guests, change);
    grow(all, change);
  }

  /** @throws ChatError `FILE_QUOTA` if `more` bytes exceed one of the owner's quotas. */
  function checkBytes({ user, network, guest }: FileOwner, more: number): void {
    const check = (whose: Whose, bytes: number, limit: number): void => {
      if (bytes + more > limit) throw fileError('FILE_QUOTA', { whose, limit });
    };
    check('user', users.get(user)?.bytes ?? 0, limits.userBytes);
    if (network !== undefined) check('network', networks.get(network)?.bytes ?? 0, limits.networkBytes);
    if (guest === true) check('guests', guests.bytes, limits.guestBytes);
    check('total', all.bytes, limits.totalBytes);
  }

  /** @throws ChatError `FILE_TOO_MANY` where one more upload of an owner is too many. */
  function checkUploads({ user, network, guest }: FileOwner): void {
    const check = (whose: string, uploads: number, limit: number): void => {
      if (uploads >= limit) throw fileError('FILE_TOO_MANY', { whose, limit });
    };
    check('user', users.get(user)?.uploads ?? 0, limits.userUploads);
    if (network !== undefined) check('network', networks.get(network)?.uploads ?? 0, limits.networkUploads);
    if (guest === true) check('guests', guests.uploads, limits.guestUploads);
    check('all', all.uploads, limits.uploads);
  }

  function usageOf(owner: FileOwner, before: number): Usage {
    let counted = before;
    let isOver = false;
    add(owner, before, 0, 1);
    return {
      owner,
      to(bytes) {
        if (isOver || bytes === counted) return;
        if (bytes > counted) checkBytes(owner, bytes - counted);
        add(owner, bytes - counted, 0, 0);
        counted = bytes;
      },
      land() {
        if (isOver) return;
        isOver = true;
        add(owner, 0, 1, -1);
      },
      free() {
        if (isOver) return;
        isOver = true;
        add(owner, -counted, 0, -1);
      },
    };
  }

  return {
    get total() {
      return all.bytes;
    },
    get guests() {
      return guests.bytes;
    },
    open(owner, size) {
      if (size > limits.fileBytes) throw fileError('FILE_TOO_LARGE', { limit: limits.fileBytes });
      checkUploads(owner);
      checkBytes(owner, size);
      return usageOf(owner, 0);
    },
    restoreUpload: (owner, bytes) => usageOf(owner, bytes),
    restoreFile: (owner, bytes) => add(owner, bytes, 1, 0),
    freeFile: (owner, bytes) => add(owner, -bytes, -1, 0),
    crowded({ guest }) {
      if (guest === true && guests.uploads >= limits.guestUploads) return 'guests';
      return all.uploads >= limits.uploads ? 'all' : undefined;
    },
  };
}

function grow(account: Account, { bytes, files, uploads }: Account): void {
  account.bytes += bytes;
  account.files += files;
  account.uploads += uploads;
}
