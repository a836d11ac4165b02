import type { Loop } from '../desk/index.js';

const loops = new Set<Loop>();

/** Has a loop hurried along with all others. @returns takes it out */
export function joinLoops(loop: Loop): () => void {
  loops.add(loop);
  return () => loops.delete(loop);
}

/** Reads everything that is shown anew: something was done, or the gateway is back. */
export function hurryAll(): void {
  for (const loop of loops) loop.hurry();
}
