import type { Frame, FrameFault, Framing } from '../../../core/index.js';

/** Where a deframer puts what it finds. */
export interface FrameSink {
  frame(frame: Frame): void;
  rejected(fault: FrameFault): void;
}

/**
 * Finds frames in a stream of bytes. A pure state machine: however the bytes are split into pushes, the
 * sink is told the same, in the same order.
 */
export interface Deframer {
  /** How to write to a peer that frames like this. */
  readonly framing: Framing;
  /** Whether a silence now would make a frame of what has come. */
  readonly waiting: boolean;
  /** How long such a silence lasts, in milliseconds. Absent: as the transport's option says. */
  readonly quietMs?: number;
  /** Whether the bytes so far are a program's, although its first frame may not be whole. Absent: nothing tells. */
  readonly isProgram?: boolean;
  /** Lowers the largest frame that is kept, in bytes; `undefined`: to what it was made with. Called between pushes. */
  limit(bytes: number | undefined): void;
  /** More bytes came. They are not kept; only copies of them are. */
  push(chunk: Buffer, sink: FrameSink): void;
  /** The peer has been silent for a while. */
  quiet(sink: FrameSink): void;
  /** Time has passed since the last bytes, and more have come: no program paused inside a text. Absent: it does not matter. */
  paused?(): void;
  /** The peer has closed in order: nothing more will come. */
  end(sink: FrameSink): void;
}
