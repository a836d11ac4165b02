import type { Connection, FrameReceiver, Framing, Packet, Transport } from '../../core/index.js';

/** A connection without a wire: it counts what is done to it. */
export interface FakeConnection extends Connection {
  readonly writes: readonly Packet[];
  /** `pause`, `resume`, `close CODE`, `destroy`, in order. */
  readonly calls: readonly string[];
  pendingBytes: number;
  receive(frame: string): void;
}

/** A transport whose connections are made by hand. */
export interface FakeTransport extends Transport {
  open(framing?: Framing, remoteAddress?: string): FakeConnection;
}

/** A framing that counts how often it packs. */
export function countingFraming(name: string): Framing & { readonly packed: (readonly unknown[])[] } {
  const packed: (readonly unknown[])[] = [];
  return {
    name,
    binary: true,
    delimited: true,
    packed,
    pack(frames) {
      packed.push(frames);
      return { frames, byteLength: 0 };
    },
    join: (packets) => ({
      frames: packets.flatMap((packet) => ('frames' in packet ? packet.frames : [])),
      byteLength: 0,
    }),
  };
}

/** Makes a transport on which nothing happens but what a test does. */
export function fakeTransport(name = 'fake'): FakeTransport {
  const open = new Set<FakeConnection>();
  const shared = countingFraming('fake');
  let accept: ((connection: Connection) => void) | undefined;
  let count = 0;

  return {
    name,
    async listen(accepting) {
      accept = accepting;
      return [{ transport: name, url: `${name}:` }];
    },
    async close() {
      accept = undefined;
      // As the real ones: whoever owns the connections may say goodbye within the turn.
      await new Promise(setImmediate);
      for (const connection of open) connection.destroy();
    },
    open(framing = shared, remoteAddress = undefined) {
      const writes: Packet[] = [];
      const calls: string[] = [];
      let receiver: FrameReceiver | undefined;
      const end = (call: string) => {
        calls.push(call);
        if (open.delete(connection)) queueMicrotask(() => receiver?.closed({ by: 'local' }));
      };
      const connection: FakeConnection = {
        info: {
          id: `fake${++count}`,
          transport: name,
          openedAt: 0,
          secure: false,
          ...(remoteAddress === undefined ? {} : { remoteAddress }),
        },
        framing,
        pendingBytes: 0,
        writes,
        calls,
        start(started) {
          receiver = started;
        },
        write: (packet) => void writes.push(packet),
        pause: () => void calls.push('pause'),
        resume: () => void calls.push('resume'),
        close: ({ code }) => end(`close ${code}`),
        destroy: () => end('destroy'),
        receive: (frame) => receiver?.frame(frame),
      };
      open.add(connection);
      accept?.(connection);
      return connection;
    },
  };
}
