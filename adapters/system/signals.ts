import type { Hub } from '../../core/index.js';

/** How a program stops on a signal. */
export interface StopOnSignalsOptions {
  /** How long peers may take to leave, in milliseconds. Default: the hub's limit `drainMs`. */
  readonly drainMs?: number;
  /**
   * Whether the process is ended once the hub has stopped: with the code 0, or 1 where `onStopped` failed. `false`: the program ends by
   * itself, such as after its HTTP server and its database are closed. Default true.
   */
  readonly exit?: boolean;
  /** Called once the hub has stopped, and awaited before the process is ended. What it throws is written to standard error. */
  readonly onStopped?: () => unknown;
}

/**
 * Stops a hub on SIGINT (Ctrl-C) and SIGTERM: it drains, calls `onStopped`, and ends the process with 0. A second signal ends the
 * process with 1 at once, whatever `exit` says.
 *
 * @example Beside an HTTP server: the hub first, so that its clients are asked to reconnect, then the server.
 * ```ts
 * stopOnSignals(hub, { exit: false, onStopped: () => app.close() });
 * ```
 * @returns Stops listening for the signals.
 * @throws TypeError for options that are no object.
 */
export function stopOnSignals(hub: Hub, options: StopOnSignalsOptions = {}): () => void {
  if (typeof options !== 'object') throw new TypeError('stopOnSignals takes options, such as { drainMs: 5000 }.');
  const { drainMs = hub.limits.drainMs, exit = true, onStopped } = options;
  const signals = ['SIGINT', 'SIGTERM'] as const;
  let isStopping = false;

  async function finish(): Promise<void> {
    await hub.stop({ drainMs });
    try {
      await onStopped?.();
      if (exit) process.exit(0);
    } catch (error) {
      process.stderr.write(
        `partyline error: stopping failed\n${error instanceof Error ? error.stack : String(error)}\n`,
      );
      if (exit) process.exit(1);
      process.exitCode = 1;
    }
  }

  const stop = (): void => {
    if (isStopping) {
      process.exit(1);
      return;
    }
    isStopping = true;
    void finish();
  };
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
