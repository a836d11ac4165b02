import type { Poller } from '../desk/index.js';

const pollers = new Set<Poller>();

/** Has a loop hurried along with all others. @returns takes it out */
export function registerPoller(loop: Poller): () => void {
  pollers.add(loop);
  return () => pollers.delete(loop);
}

/** Reads everything that is shown anew: something was done, or the gateway is back. */
export function pollAll(): void {
  for (const loop of pollers) loop.pollNow();
}
