import type {
  Clock,
  CloseCause,
  CloseReason,
  Connection,
  ConnectionInfo,
  Frame,
  FrameList,
  Framing,
  Packet,
} from '../../../core/index.js';
import { ReceiveQueue, tooLarge } from '../socket/index.js';
import { createPeer, type MemoryPeer } from './peer.js';

/** What a memory connection is made with. */
export interface MemoryConnectionOptions {
  readonly info: ConnectionInfo;
  readonly maxFrameBytes: number;
  readonly clock: Clock;
  readonly lingerMs: () => number;
  /** Whether the peer answers pings of the wire. */
  readonly pings: boolean;
  /** Called when the connection is over. */
  gone(connection: Connection): void;
}

type QueuedItem = { readonly frame: Frame } | { readonly end: CloseCause };

/** Makes both ends of a wire in memory. */
export function createMemoryPair(parts: MemoryConnectionOptions): { connection: Connection; peer: MemoryPeer } {
  const inflow = new ReceiveQueue();
  const incoming: QueuedItem[] = [];
  let pumping = false;
  let pending = 0;
  let largest = parts.maxFrameBytes;
  let slow = false;
  let pongs = 0;
  let closing = false;
  /** Ends the wait for the end. */
  let lingering: (() => void) | undefined;

  function pump(): void {
    pumping = false;
    for (const parcel of incoming.splice(0)) {
      if ('end' in parcel) {
        closing = true;
        inflow.finish(parcel.end);
        parts.gone(connection);
      } else if (byteLength(parcel.frame) > largest) inflow.rejected(tooLarge(largest));
      else inflow.frame(parcel.frame);
    }
  }

  function arrive(parcel: QueuedItem): void {
    if (closing) return;
    incoming.push(parcel);
    if (pumping) return;
    pumping = true;
    queueMicrotask(pump);
  }

  function over(cause: CloseCause, lingerMs = 0): void {
    closing = true;
    incoming.length = 0;
    inflow.discard();
    const end = () => {
      lingering = undefined;
      inflow.abandon(cause);
      parts.gone(connection);
    };
    if (lingerMs === 0) {
      queueMicrotask(end);
      return;
    }
    const cancel = parts.clock.after(lingerMs, end);
    lingering = () => {
      cancel();
      end();
    };
  }

  const far = createPeer({
    receive: (frame) => arrive({ frame }),
    peerClosed: (cause) => arrive({ end: cause }),
    peerAborted() {
      if (!closing) over({ by: 'error' });
    },
    taken(byteLength) {
      pending -= byteLength;
      if (pending > 0 || !slow) return;
      slow = false;
      if (!closing) queueMicrotask(() => inflow.drained());
    },
  });

  /** As in a browser, the peer answers without its program. One that does not read, or is cut off, does not. */
  function ping(): void {
    queueMicrotask(() => {
      if (!closing && !far.stuck) pongs++;
    });
  }

  const connection: Connection = {
    info: parts.info,
    framing: frames satisfies Framing,
    get pendingBytes() {
      return far.stuck && !closing ? pending : 0;
    },
    limitInput(bytes = parts.maxFrameBytes) {
      largest = Math.min(bytes, parts.maxFrameBytes);
    },
    get pongs() {
      return parts.pings ? pongs : undefined;
    },
    ...(parts.pings && { ping }),
    start: (receiver) => inflow.start(receiver),
    write(packet: Packet) {
      if (closing) return;
      if (packet instanceof Uint8Array) throw new TypeError('The packet is not of the framing `frames`.');
      pending += packet.byteLength;
      if (far.stuck) slow = true;
      far.push(packet);
    },
    pause: () => inflow.pause(),
    resume: () => inflow.resume(),
    close(reason: CloseReason) {
      if (closing) return;
      over({ by: 'local', code: reason.code, text: reason.text }, parts.lingerMs());
      far.end({ by: 'peer', code: reason.code, text: reason.text });
    },
    destroy() {
      lingering?.();
      if (closing) return;
      over({ by: 'local' });
      far.end({ by: 'peer' });
    },
  };
  return { connection, peer: far.peer };
}

function byteLength(frame: Frame): number {
  return typeof frame === 'string' ? Buffer.byteLength(frame) : frame.byteLength;
}

function size(frame: Frame): number {
  return typeof frame === 'string' ? Buffer.byteLength(frame) : frame.byteLength;
}

function asList(packet: Packet): FrameList {
  if (packet instanceof Uint8Array) throw new TypeError('The packet is not of the framing `frames`.');
  return packet;
}

/** Frames that stay frames. */
export const frames: Framing = {
  name: 'frames',
  binary: true,
  delimited: true,
  pack(list) {
    let byteLength = 0;
    for (const frame of list) byteLength += size(frame);
    return { frames: [...list], byteLength };
  },
  join(packets) {
    let byteLength = 0;
    const all: Frame[] = [];
    for (const packet of packets) {
      const list = asList(packet);
      byteLength += list.byteLength;
      all.push(...list.frames);
    }
    return { frames: all, byteLength };
  },
};
