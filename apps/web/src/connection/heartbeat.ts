import type { Cancel, Platform } from './platform.js';

const QUIET_MS = 25_000;
const ANSWER_MS = 8_000;

/** Notices when a connection has died without saying so. */
export interface Heartbeat {
  /** Something has arrived: the connection lives. */
  beat(): void;
  /** Asks now, as after a sleep of the machine. */
  check(): void;
  stop(): void;
}

/**
 * Pings after 25 s in which nothing arrived, and gives up when nothing arrives in the next 8 s.
 *
 * @param platform its timers
 * @param ping     sends a ping
 * @param dead     called once, when there is no sign of life
 */
export function createHeartbeat(platform: Platform, ping: () => void, dead: () => void): Heartbeat {
  let cancel: Cancel = () => {};
  const next = (ms: number, run: () => void) => {
    cancel();
    cancel = platform.after(ms, run);
  };
  const check = () => {
    next(ANSWER_MS, dead);
    ping();
  };
  const beat = () => next(QUIET_MS, check);
  beat();
  return { beat, check, stop: () => cancel() };
}
