/** A chat server that the benchmark can load. */
export interface BenchServer {
  /** Starts on 127.0.0.1, on a free port, and resolves to that port. It ends with its process. */
  readonly start: () => Promise<number>;
}
