import type { Hub } from '../../core/index.js';

/**
 * Stops a hub on SIGINT (Ctrl-C) and SIGTERM: it drains, then the process exits with 0. A second signal exits with 1
 * at once.
 * @param drainMs How long peers may take to leave. Default: the hub's limit `drainMs`.
 */
export function stopOnSignals(hub: Hub, drainMs = hub.limits.drainMs): void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    void hub.stop({ drainMs }).then(() => process.exit(0));
  };
  for (const signal of signals) process.on(signal, stop);
}
