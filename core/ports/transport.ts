/** One whole message as it goes over a wire: text, or bytes. */
export type Frame = string | Uint8Array;

/** A binary frame in two parts, the second right behind the first, so that what is large in it need not be copied. */
export interface SplitFrame {
  /** The small part. */
  readonly head: Uint8Array;
  /** The large part; it must not be changed any more. */
  readonly body: Uint8Array;
}

/** Frames that stay frames: what a wire without bytes (the memory transport) carries. */
export interface FrameList {
  /** In order. */
  readonly frames: readonly Frame[];
  /** UTF-8 bytes of all frames together. */
  readonly byteLength: number;
}

/** What a {@link Framing} made of frames, ready to be handed to {@link Connection.write}. */
export type Packet = Uint8Array | FrameList;

/**
 * How frames become what a wire carries. Pure: the same frames always give the same packet, so one
 * packet serves every connection that shares the framing. The object's identity is the cache key.
 */
export interface Framing {
  /** For people who debug: `lines`, `blocks`, `websocket`, `frames`. */
  readonly name: string;
  /** Whether binary frames can be carried. Where not, a dialect sends base64 inside text. */
  readonly binary: boolean;
  /** False where frames have no boundaries on the wire, as with peers that never send a newline. */
  readonly delimited: boolean;
  /** Packs frames, in order, into one packet. @throws TypeError for a binary frame where `binary` is false. */
  pack(frames: readonly Frame[]): Packet;
  /** Packs a binary frame in two parts without copying the body, for {@link Connection.write}. Absent: such frames come whole. */
  packSplit?(frame: SplitFrame): readonly [Packet, Packet];
  /** Several packets of this framing as one. */
  join(packets: readonly Packet[]): Packet;
}

/** What is known of a connection when it opens. */
export interface ConnectionInfo {
  /** Unique within the process. */
  readonly id: string;
  /** The transport's name: `tcp`, `websocket`, `memory`. */
  readonly transport: string;
  /** The peer's address without a port. Absent where a wire has none. */
  readonly remoteAddress?: string;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  /** The agreed subprotocol, `''` when the peer asked for none, absent on wires that do not negotiate. */
  readonly subprotocol?: string;
  /** Where the web page comes from that connects, as its browser says: `null` for one opened from a file. Absent: no page. */
  readonly origin?: string;
  /** Path and query that the peer asked for, on wires that have one. */
  readonly url?: string;
  /** Whether the wire is encrypted. */
  readonly secure: boolean;
}

/** Why our side closes a connection. */
export interface CloseReason {
  /** `bye` when all is well, else one of the codes of Partyline or of a plugin. */
  readonly code: string;
  /** Why, for a person. */
  readonly text: string;
  /**
   * Whether the client may come back, and finds its session kept if it asked for that. Default: what the code's row
   * in the table of errors says; for codes that are not there, no.
   */
  readonly mayReturn?: boolean;
}

/** How a connection ended. */
export interface CloseCause {
  /** `peer`: the other side closed. `local`: we did. `timeout`: the peer fell silent. `error`: the wire broke. */
  readonly by: 'peer' | 'local' | 'timeout' | 'error';
  /** The code given by whichever side closed, where the wire carries one. */
  readonly code?: string;
  /** Why, for a person, as told by whichever side closed; absent where the wire does not carry it. */
  readonly text?: string;
}

/** A frame that the transport could not take. */
export interface FrameFault {
  /**
   * Too many bytes, or a text that is not UTF-8: then the connection lives on. `CHAT_PROTOCOL`: the peer speaks another
   * protocol; the core closes the connection with the text.
   */
  readonly code: 'CHAT_FRAME_TOO_LARGE' | 'CHAT_BAD_ENCODING' | 'CHAT_PROTOCOL';
  /** What was wrong, for a person. */
  readonly text: string;
}

/** What the core hands to a connection: it is told of everything that arrives, in order. */
export interface FrameReceiver {
  /** One whole frame. */
  frame(frame: Frame): void;
  /** A frame that was thrown away, and why. */
  rejected(fault: FrameFault): void;
  /** `pendingBytes` has fallen to zero after a write did not go out at once. */
  drained(): void;
  /** Exactly once, and the last call. */
  closed(cause: CloseCause): void;
}

/** One peer on a wire. Moves frames and knows nothing of rooms. */
export interface Connection {
  /** What was known when it opened; does not change. */
  readonly info: ConnectionInfo;
  /** Shared by all connections that frame alike; may change while a connection learns how its peer frames. */
  readonly framing: Framing;
  /** Whether the bytes so far are a program's, although its first frame may not be whole. Absent: nothing tells. */
  readonly isProgram?: boolean;
  /** Bytes taken by {@link write} that the operating system has not taken yet. */
  readonly pendingBytes: number;
  /** How long the last sign of life that was asked for took to come, in milliseconds. Absent where none is, or none has come. */
  readonly roundTripMs?: number | undefined;
  /**
   * Bounds what is kept of a frame that is not complete, with what keeping it in pieces costs, in bytes. A frame that needs more is
   * refused, or ends the connection, with `CHAT_FRAME_TOO_LARGE`. `undefined` lifts the bound: the transport's own for a whole frame
   * holds again. Called before {@link start}, and once more when the peer has logged in. Absent: only the transport's own holds.
   */
  limitInput?(bytes: number | undefined): void;
  /**
   * How many pongs the peer has sent, on wires with pings of their own (RFC 6455, section 5.5.3). A peer that answers is alive,
   * even if its program sends no frames: browsers answer without running any code of the page. Absent: the wire has no pings.
   */
  readonly pongs?: number | undefined;
  /** Pings the peer, which counts in {@link pongs} once it answers. Does nothing once closed. Absent: the wire has no pings. */
  ping?(): void;
  /** Begins delivery. Called once; frames that came earlier are kept until then. */
  start(receiver: FrameReceiver): void;
  /**
   * Never throws, never blocks, does nothing once closed. The packet must be of this connection's framing.
   * @param behind Goes right behind it, in the same step. Only where the framing has `packSplit`. Default: nothing.
   */
  write(packet: Packet, behind?: Packet): void;
  /** No `frame` or `rejected` call is made until {@link resume}. */
  pause(): void;
  /** Delivers again, first what was held. Does nothing where nothing is paused. */
  resume(): void;
  /** Sends what was written, tells the peer why where the wire can, and closes. */
  close(reason: CloseReason): void;
  /** Closes at once; what was written may be lost. */
  destroy(): void;
}

/** Where a transport listens. */
export interface Address {
  /** The transport's name. */
  readonly transport: string;
  /** What a person types or opens: `tcp://127.0.0.1:7000`, `ws://127.0.0.1:8080/`, `memory:`. */
  readonly url: string;
  /** The IP address listened on. Absent where a wire has none. */
  readonly host?: string;
  /** The port, as the operating system gave it. Absent where a wire has none. */
  readonly port?: number;
}

/** How a transport closes. */
export interface TransportCloseOptions {
  /**
   * Whether connections that are open are left to whoever accepted them, who closes them in an order of their own.
   * Default false: whoever is left at the end of this turn of the event loop is closed with `CHAT_DRAINING`.
   */
  readonly patient?: boolean;
}

/** A wire. Proven by `transportConformance` of `partyline/testkit`. */
export interface Transport {
  /** Short, in lower case: `tcp`, `websocket`, `memory`. The `transport` of its connections and addresses. */
  readonly name: string;
  /**
   * Starts to accept; again, once {@link close} has resolved.
   * @throws ChatError `CHAT_LISTEN_FAILED` when the address cannot be had.
   */
  listen(accept: (connection: Connection) => void): Promise<readonly Address[]>;
  /** Stops accepting at once; resolves when the address is free and every accepted connection has closed. */
  close(options?: TransportCloseOptions): Promise<void>;
}
