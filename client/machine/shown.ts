import type { MessageEvent } from '../../core/protocol/events.js';

const WINDOW = 1_000;

/** Remembers a room's last 1 000 keys of messages, each with the epoch in which it was told. */
export interface Shown {
  /** Notes a message. False: the same author's same key was told in another epoch, so it is the same message. */
  isNew(message: MessageEvent): boolean;
}

/**
 * When a log is begun anew, its authors send again what was never acknowledged, and some of that was told before.
 * Within one epoch the offsets decide, and a key that comes again belongs to another message.
 */
export function createShown(): Shown {
  const epochs = new Map<string, string>();
  return {
    isNew({ from, key, epoch }) {
      if (key === undefined) return true;
      const name = `${from.id.length}:${from.id}${key}`;
      const before = epochs.get(name);
      epochs.delete(name);
      epochs.set(name, epoch);
      if (epochs.size > WINDOW) {
        const [oldest] = epochs.keys();
        if (oldest !== undefined) epochs.delete(oldest);
      }
      return before === undefined || before === epoch;
    },
  };
}
