/** Who a connection is and where it belongs. */
export interface Seat {
  readonly nick: string;
  readonly room: string;
}

/** `message`: counts as a delivery. `reply`: the server has done what it was asked. `talk`: to be read. `noise`: not. */
export type Kind = 'message' | 'reply' | 'talk' | 'noise';

/** What a client does about a frame. */
export interface Step {
  readonly send?: string;
  /** It is logged in and in its room. */
  readonly entered?: true;
}

/** How a client of one server speaks, in WebSocket text frames. */
export interface Wire {
  /** What the handshake asks for. */
  readonly path: string;
  readonly subprotocol?: string;
  /** Bytes of a payload that {@link kind} looks at. */
  readonly peek: number;
  /** Tells frames apart by a byte or two: it runs once for every delivery. */
  kind(bytes: Uint8Array, at: number): Kind;
  /** What the client says when the connection is open; `undefined` where the server begins. */
  opening(seat: Seat): string | undefined;
  /** The next step after a `talk`, or after a `reply` on the way in. @throws Error for a refusal. */
  answer(text: string, seat: Seat): Step;
  say(room: string, text: string): string;
}

/** The code of an ASCII character. */
export function code(character: string): number {
  return character.charCodeAt(0);
}
