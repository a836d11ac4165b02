import type { Clock } from '../../../core/index.js';
import type { HttpLimits } from './limits.js';

/** Sees to it that something moves. */
export interface Pace {
  /** So many bytes have moved. */
  moved(bytes: number): void;
  /** Nothing need move any more; a second call does nothing. */
  stop(): void;
}

/**
 * Watches a transfer: when less than `idleBytes` have moved in `idleMs`, it is `stalled`, once. A peer that sends or
 * takes a byte now and then is no better than one that does nothing.
 * @param excused Whether it is not the peer who is to blame.
 */
export function paceOf(
  clock: Clock,
  { idleMs, idleBytes }: Pick<HttpLimits, 'idleMs' | 'idleBytes'>,
  stalled: () => void,
  excused: () => boolean = () => false,
): Pace {
  let bytes = 0;
  let cancel = clock.after(idleMs, look);

  function look(): void {
    if (bytes < idleBytes && !excused()) {
      stalled();
    } else {
      bytes = 0;
      cancel = clock.after(idleMs, look);
    }
  }

  return {
    moved(count) {
      bytes += count;
    },
    stop: () => cancel(),
  };
}
