/** Where the log is, and how it is written. */
export interface SqliteOptions {
  /**
   * The file. It is made when there is none; its folder must be there. Beside it, while it is open, lies a file that
   * ends in `-wal`. `:memory:` is a log without a file, gone with the broker.
   */
  readonly path: string;
  /**
   * How long a request waits for others to share a transaction with, while none is being committed: milliseconds.
   * What comes during a commit goes into the next one together anyway. Default 0: what comes in one turn of the event
   * loop goes together.
   */
  readonly commitMs?: number;
  /**
   * Roughly how many bytes of requests may wait for the disk. What would go beyond is refused with
   * `CHAT_BROKER_FAILED`. Default 16 MiB.
   */
  readonly queueBytes?: number;
  /**
   * After how long without an answer the disk counts as one that does not answer: the broker's `problem` is `disk-slow` then,
   * until it answers. Milliseconds. Default 5000.
   */
  readonly stallMs?: number;
  /**
   * Whether to begin anew where the file is missing or empty although there was one: `start` refuses that otherwise, with the reason
   * `lost`. Default false.
   */
  readonly acceptDataLoss?: boolean;
  /** Why there should be a file already, for that refusal: `/data/files has files`. Default: what lies beside it decides alone. */
  readonly evidence?: string | undefined;
}

/** @throws TypeError for a value that is none. */
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
