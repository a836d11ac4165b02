import type { Frame, SplitFrame } from '../ports/transport.js';
import type { ServerEvent } from '../protocol/events.js';

/** Part of a large transfer. */
export interface StreamChunk {
  /** What it is; clients get it in the way of their dialect. */
  readonly event: ServerEvent;
  /** The bytes that go with it. Absent: none. */
  readonly bytes?: Uint8Array;
}

/** A large transfer to one session, taken piece by piece. */
export interface StreamSource {
  /**
   * The next piece; `undefined` when there is none now: then {@link OutboundStream.wake} tells when there is. It is asked for when
   * the connection has taken all that was written before: the memory of earlier pieces may be used again. Must not throw.
   */
  next(): StreamChunk | undefined;
}

/** A transfer that is under way. */
export interface OutboundStream {
  /** The source has a piece again. */
  wake(): void;
  /** Nothing more is taken. */
  cancel(): void;
}

/** The frame for a piece; `undefined` where the clients of that dialect are not shown it. */
export type EncodeChunk = (piece: StreamChunk) => Frame | SplitFrame | undefined;

/** Transfers that share one connection, a piece each in turn. */
export class StreamScheduler {
  readonly #woken: () => void;
  readonly #encode: EncodeChunk;
  readonly #ready = new Set<StreamSource>();

  /** @param woken Called when there is something to take. */
  constructor(render: EncodeChunk, woken: () => void) {
    this.#encode = render;
    this.#woken = woken;
  }

  add(source: StreamSource): OutboundStream {
    const wake = () => {
      this.#ready.add(source);
      this.#woken();
    };
    wake();
    return { wake, cancel: () => void this.#ready.delete(source) };
  }

  get waiting(): boolean {
    return this.#ready.size > 0;
  }

  /** One piece of whichever transfer has waited longest. */
  take(): Frame | SplitFrame | undefined {
    for (const source of this.#ready) {
      this.#ready.delete(source);
      const piece = source.next();
      if (piece === undefined) continue;
      this.#ready.add(source);
      const frame = this.#encode(piece);
      if (frame !== undefined) return frame;
    }
    return undefined;
  }
}
