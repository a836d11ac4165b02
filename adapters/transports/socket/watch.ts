import type { Cancel, Clock } from '../../../core/index.js';

/** A connection that should be getting rid of bytes. */
export interface MonitoredConnection {
  /** Bytes that the operating system has not taken yet. */
  readonly pendingBytes: number;
  /** How long `pendingBytes` may stay without shrinking, in milliseconds. May change while watched. */
  readonly stallTimeoutMs: number;
  /** Called when patience is over; the connection is not watched any longer. */
  expired(): void;
}

/** Connections whose bytes do not move, found by one timer for all of them. */
export interface StallMonitor {
  /** Begins to watch, counting from now. A second call starts the count again. */
  add(item: MonitoredConnection): void;
  remove(item: MonitoredConnection): void;
  /** Forgets everything and stops the timer. */
  stop(): void;
}

interface Progress {
  pending: number;
  since: number;
}

/**
 * Watches connections that have bytes pending, or that wait for their peer to close. The timer runs only
 * while something is watched, so an idle server has none.
 */
export function createStallMonitor(clock: Clock, intervalMs: number): StallMonitor {
  const marks = new Map<MonitoredConnection, Progress>();
  let cancel: Cancel | undefined;

  function sweep(): void {
    cancel = undefined;
    const now = clock.monotonic();
    for (const [item, mark] of marks) {
      const pending = item.pendingBytes;
      if (pending < mark.pending) mark.since = now;
      mark.pending = pending;
      if (now - mark.since < item.stallTimeoutMs) continue;
      marks.delete(item);
      item.expired();
    }
    arm();
  }

  function arm(): void {
    if (marks.size > 0 && cancel === undefined) cancel = clock.after(intervalMs, sweep);
  }

  return {
    add(item) {
      marks.set(item, { pending: item.pendingBytes, since: clock.monotonic() });
      arm();
    },
    remove(item) {
      marks.delete(item);
    },
    stop() {
      marks.clear();
      cancel?.();
      cancel = undefined;
    },
  };
}
