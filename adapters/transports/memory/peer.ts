import type { CloseCause, Frame, FrameList } from '../../../core/index.js';

/** The far end of a memory connection: what a test or a bot talks with. */
export interface MemoryPeer {
  /** Sends one frame. Bytes are copied, as a wire would. Does nothing once closed. */
  send(frame: Frame): void;
  /** Takes each frame as it comes. While it is set, nothing is kept for {@link next}. */
  onframe: ((frame: Frame) => void) | undefined;
  /** The next frame that has not been taken; `undefined` once the connection is closed and all are taken. */
  next(): Promise<Frame | undefined>;
  /** Closes in order: frames sent before are delivered, then the other side learns of it. */
  close(code?: string, text?: string): void;
  /** Breaks the connection: frames that are under way are lost. */
  abort(): void;
  /** Stops to read: what is written to this peer stays pending at the writer. */
  freeze(): void;
  /** Reads on after {@link freeze}. */
  thaw(): void;
  /** Cuts the wire so that neither side notices: nothing arrives any more, on either side. */
  sever(): void;
  /** How the connection ended, as seen from this side. */
  readonly closed: Promise<CloseCause>;
}

/** What the peer needs of the connection at its other end. */
export interface FarEnd {
  receive(frame: Frame): void;
  peerClosed(cause: CloseCause): void;
  peerAborted(): void;
  taken(byteLength: number): void;
}

/** The near end's view of a peer. */
export interface PeerEnd {
  readonly peer: MemoryPeer;
  /** Whether written bytes stay pending at the writer. */
  readonly stuck: boolean;
  push(packet: FrameList): void;
  /** Our side has closed; the peer learns of it behind what was written. */
  end(cause: CloseCause): void;
}

type QueuedPacket = FrameList | { readonly end: CloseCause };

/** Makes the peer's end of a wire. Everything it passes on goes through microtasks. */
export function createPeer(far: FarEnd): PeerEnd {
  const incoming: QueuedPacket[] = [];
  const kept: Frame[] = [];
  const takers: ((frame: Frame | undefined) => void)[] = [];
  let frozen = false;
  let severed = false;
  let over = false;
  let pumping = false;
  let settle: (cause: CloseCause) => void = () => {};
  const closed = new Promise<CloseCause>((resolve) => {
    settle = resolve;
  });

  function take(frame: Frame): void {
    if (peer.onframe !== undefined) peer.onframe(frame);
    else if (takers.length > 0) takers.shift()?.(frame);
    else kept.push(frame);
  }

  function finish(cause: CloseCause): void {
    over = true;
    incoming.length = 0;
    settle(cause);
    for (const taker of takers.splice(0)) taker(undefined);
  }

  function pump(): void {
    pumping = false;
    while (!frozen && !severed && !over) {
      const parcel = incoming.shift();
      if (parcel === undefined) return;
      if ('end' in parcel) {
        finish(parcel.end);
        return;
      }
      far.taken(parcel.byteLength);
      for (const frame of parcel.frames) take(frame);
    }
  }

  function schedule(): void {
    if (pumping) return;
    pumping = true;
    queueMicrotask(pump);
  }

  const peer: MemoryPeer = {
    onframe: undefined,
    closed,
    send(frame) {
      if (over || severed) return;
      far.receive(typeof frame === 'string' ? frame : frame.slice());
    },
    next() {
      if (kept.length > 0 || over) return Promise.resolve(kept.shift());
      return new Promise((resolve) => takers.push(resolve));
    },
    close(code, text) {
      if (over || severed) return;
      far.peerClosed({ by: 'peer', ...(code === undefined ? {} : { code }), ...(text === undefined ? {} : { text }) });
      finish({ by: 'local', ...(code === undefined ? {} : { code }), ...(text === undefined ? {} : { text }) });
    },
    abort() {
      if (over) return;
      if (!severed) far.peerAborted();
      finish({ by: 'local' });
    },
    freeze() {
      frozen = true;
    },
    thaw() {
      frozen = false;
      schedule();
    },
    sever() {
      severed = true;
    },
  };

  return {
    peer,
    get stuck() {
      return frozen || severed;
    },
    push(packet) {
      if (over) return;
      incoming.push(packet);
      schedule();
    },
    end(cause) {
      incoming.push({ end: cause });
      schedule();
    },
  };
}
