import type { Address, Clock, Frame, Transport } from '../../core/index.js';

/** The far end of a connection, as a conformance case drives it. */
export interface TransportPeer {
  /** Sends one frame. */
  send(frame: Frame): void;
  /** Sends frames so that they arrive in one piece where the wire has pieces. */
  sendTogether(frames: readonly Frame[]): void;
  /** Sends a text frame that is not UTF-8. Only asked for where `rawText` is claimed. */
  sendBroken?(): void;
  /** The next frame that came; `undefined` once the connection is closed and all are taken. */
  next(): Promise<Frame | undefined>;
  /** Closes in order, after everything sent. */
  close(): void;
  /** Breaks the connection. */
  abort(): void;
  /** Stops to read and to answer. */
  freeze(): void;
  /** Reads again. */
  thaw(): void;
  /** Resolves when the connection is over, as seen from this side. */
  readonly closed: Promise<unknown>;
}

/** What a case wants of a transport. */
export interface TransportWish {
  /** The largest frame that is to be taken, in bytes. */
  readonly maxFrameBytes: number;
  /** The clock for all timers of the transport. */
  readonly clock: Clock;
  /** Where to listen; absent: anywhere. */
  readonly port?: number;
}

/** How the conformance suite gets at a transport. */
export interface TransportHarness {
  /** Makes a transport that does not listen yet. */
  create(wish: TransportWish): Transport;
  /** Connects a peer. Resolves once the peer may send. */
  connect(transport: Transport, addresses: readonly Address[]): Promise<TransportPeer>;
  /** Cases about what a transport does not claim are left out. */
  readonly supports: {
    /** Whether the transport listens on ports of its own. */
    readonly ports: boolean;
    /** Within how many milliseconds a peer is found that neither reads nor answers. Absent: never. */
    readonly findsDeadWithinMs?: number;
    /** Whether the wire has pings of its own, which peers answer without their program. Default false. */
    readonly pings?: boolean;
    /** Whether frames may be bytes. */
    readonly binary: boolean;
    /** Whether connections have `limitInput`. Absent: they do not. */
    readonly inputLimit?: boolean;
    /** Whether text goes as bytes over the wire, so that it may fail to be UTF-8. */
    readonly rawText: boolean;
  };
}

/** What a case uses of the test runner, where the runner gives it: the context of a test in vitest and in node:test. */
export interface CaseContext {
  /** Reports the case as skipped, with the reason. */
  skip(note?: string): unknown;
}

/** One rule that transports keep, as code. */
export interface ConformanceCase {
  /** The rule, as a sentence. */
  readonly name: string;
  /** Resolves when the rule is kept. Rejects with an `AssertionError` when not, and hangs when what must come does not. Skipped, where the runner gives its context, when it is about what is not claimed. */
  run(context?: CaseContext): Promise<void>;
}
