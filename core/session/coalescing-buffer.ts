import type { Frame } from '../ports/transport.js';
import { isState, slotOf } from '../protocol/delivery.js';
import type { Broadcast } from '../room/broadcast.js';

/** What was not sent to a slow reader. */
export type DropReason = 'coalesced' | 'dropped';

/** Whoever is told of what a slow reader does not get. */
export interface DropListener {
  dropped(broadcast: Broadcast, omission: DropReason): void;
  /** Too much waits of which all should arrive. */
  overflow(): void;
}

/**
 * What waits for a slow reader although not all of it need arrive: the latest of each slot, `cap` at most. Beyond it the
 * oldest goes that nobody will miss; where all of them are states, the reader is too slow.
 */
export class CoalescingBuffer {
  readonly #cap: number;
  readonly #owner: DropListener;
  readonly #latest = new Map<string, { readonly broadcast: Broadcast; readonly frame: Frame }>();

  constructor(cap: number, owner: DropListener) {
    this.#cap = cap;
    this.#owner = owner;
  }

  add(broadcast: Broadcast, frame: Frame): void {
    if (broadcast.delivery === 'best-effort') {
      this.#owner.dropped(broadcast, 'dropped');
      return;
    }
    const slot = slotOf(broadcast.event);
    const earlier = this.#latest.get(slot);
    if (earlier !== undefined) {
      this.#latest.delete(slot);
      this.#owner.dropped(earlier.broadcast, 'coalesced');
    }
    this.#latest.set(slot, { broadcast, frame });
    if (this.#latest.size > this.#cap) this.#makeRoom();
  }

  /** Takes everything out, oldest first. */
  take(): Frame[] {
    if (this.#latest.size === 0) return [];
    const frames = [...this.#latest.values()].map(({ frame }) => frame);
    this.#latest.clear();
    return frames;
  }

  #makeRoom(): void {
    for (const [slot, { broadcast }] of this.#latest) {
      if (isState(broadcast.event)) continue;
      this.#latest.delete(slot);
      this.#owner.dropped(broadcast, 'dropped');
      return;
    }
    this.#owner.overflow();
  }
}
