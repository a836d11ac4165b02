/** Where the hub is to be found. */
export interface HubPlaces {
  /** The port for lines and blocks. */
  readonly tcp: number;
  /** The address for WebSockets. */
  readonly websocket: string;
  /** The folder in which files are kept. */
  readonly dir: string;
}

/** What the hub has used. */
export interface Usage {
  /** The most resident memory since this was asked last, in bytes. */
  readonly peakRss: number;
  /** User and system time of all its threads so far. */
  readonly cpuMs: number;
}

/** How long messages took from one person to another, in milliseconds. */
export interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
}
