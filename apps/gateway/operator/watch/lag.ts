import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Measures how late the event loop is. */
export interface LagMeter {
  start(): void;
  /** The longest delay since it was asked last, in milliseconds. */
  longestMs(): number;
  stop(): void;
}

const RESOLUTION_MS = 20;

/** Measures this process's. It costs a native timer, whatever happens in the chat. */
export function createLagMeter(): LagMeter {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  return {
    start: () => void delay.enable(),
    longestMs() {
      // What is measured is from one look to the next, their distance included.
      const longest = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
      delay.reset();
      return Math.round(longest * 10) / 10;
    },
    stop: () => void delay.disable(),
  };
}
