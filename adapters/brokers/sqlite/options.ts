/** Options of the SQLite broker. */
export interface SqliteOptions {
  /**
   * The database file. Created if it does not exist; its folder must exist. While it is open there is also a file ending in
   * `-wal`. `:memory:` keeps the log in memory until the broker is closed.
   */
  readonly path: string;
  /**
   * How long a request waits for others to share its transaction while no commit is in progress, in milliseconds.
   * Requests that arrive during a commit always share the next one. Default 0: the requests of one tick of the event loop
   * share a transaction.
   */
  readonly commitMs?: number;
  /**
   * Approximate limit of waiting requests in bytes. Further requests are refused with `CHAT_BROKER_FAILED`. Default 16 MiB.
   */
  readonly queueBytes?: number;
  /**
   * How long the disk may take before the broker's `problem` is `disk-slow`, in milliseconds. Default 5000.
   */
  readonly stallMs?: number;
  /**
   * Whether to start with a new database if the file is missing or empty although it existed before. Otherwise `start` fails with the
   * reason `lost`. Default false.
   */
  readonly acceptDataLoss?: boolean;
  /** Evidence that the file should exist, such as `/data/files has files`. Default: only the files beside it are checked. */
  readonly evidence?: string | undefined;
}

/** Fills in defaults. @throws TypeError for an invalid value. */
export function checkedOptions({
  path,
  commitMs = 0,
  queueBytes = 16 * 1024 * 1024,
  stallMs = 5_000,
  acceptDataLoss = false,
  evidence,
}: SqliteOptions) {
  if (typeof path !== 'string' || path === '' || path.includes('\0')) throw new TypeError('path must name a file');
  if (!(Number.isFinite(commitMs) && commitMs >= 0)) throw new TypeError('commitMs must be 0 or more');
  if (!(Number.isFinite(queueBytes) && queueBytes > 0)) throw new TypeError('queueBytes must be more than 0');
  if (!(Number.isFinite(stallMs) && stallMs > 0)) throw new TypeError('stallMs must be more than 0');
  return { path, commitMs, queueBytes, stallMs, acceptDataLoss, evidence };
}
