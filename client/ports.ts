/** One whole frame: a text, or bytes. */
export type WireFrame = string | Uint8Array;

/** Why a wire closed, or could not be opened, as far as the platform tells. */
export interface WireCause {
  /** What happened, for a person: `connect ECONNREFUSED 127.0.0.1:7000`, or what the server answered. */
  readonly text?: string;
  /** The HTTP status with which the server refused the WebSocket. Browsers do not tell it. */
  readonly status?: number;
  /** The close code of the WebSocket (RFC 6455, section 7.4); 1006: closed without one. */
  readonly closeCode?: number;
  /** The platform's code: `ECONNREFUSED`, `ENOTFOUND`, `DEPTH_ZERO_SELF_SIGNED_CERT`, … */
  readonly errno?: string;
}

/** What a wire tells. `opened` comes first, once; `closed` comes last, once; neither comes inside of {@link OpenWire}. */
export interface WireEvents {
  /** Frames can be sent. */
  opened(): void;
  /** One whole frame has come. Bytes are the receiver's own from then on. */
  frame(frame: WireFrame): void;
  /** The wire is gone, whoever closed it and however; also when it could not be opened. @param cause Default: not known. */
  closed(cause?: WireCause): void;
}

/** One connection to the server that carries whole frames: a WebSocket, or a TCP socket with lines. */
export interface ClientWire {
  /** Whether it carries bytes as well as text. Default false: bytes are never given to it. */
  readonly binary?: boolean;
  /** Sends one frame; bytes are not changed any more. On a wire that is not open, or is closing: nothing. */
  send(frame: WireFrame): void;
  /** Closes the wire; what was sent before may still go out. More than once: nothing. */
  close(): void;
}

/**
 * Begins one attempt to connect; what comes of it is told to `events`, later and never inside of the call.
 * A WebSocket asks for the subprotocol `partyline.v1`.
 */
export type OpenWire = (events: WireEvents) => ClientWire;

/** Time, as the client sees it. */
export interface ClientClock {
  /** Milliseconds since any moment that stays. Must not jump when the machine's wall clock is set: spans are measured by it. */
  now(): number;
  /** Runs once after `ms` milliseconds (at most 2³¹ − 1), unless what it returns is called before. */
  after(ms: number, run: () => void): () => void;
}

/** Chance, as the client sees it. A seeded one makes runs repeatable. */
export interface ClientRandom {
  /** An id that nobody else makes: 1–64 characters. Messages get it as their key. */
  id(): string;
  /**
   * What nobody can guess: at least 128 random bits, in 22–128 characters of `[A-Za-z0-9_-]`. The client comes back with
   * it as its token.
   */
  secret(): string;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
}
