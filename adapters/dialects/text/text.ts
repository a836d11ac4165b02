import { type Dialect, limitsWith, roomName } from '../../../core/index.js';
import type { TextContext } from './manners.js';
import { createEndedEncoder, createTextEncoder } from './rendering.js';
import { TextSession } from './session.js';

/** Settings of the plain-text dialect. */
export interface TextOptions {
  /** The first line that everybody sees. Default `Welcome to Partyline.` */
  readonly greeting?: string;
  /** The room that everybody starts in. Default `lobby`. */
  readonly room?: string;
  /**
   * Whether people see their own lines. Default: only those who ask for it with `?echo=1` in a WebSocket's address,
   * and peers that never send a newline, since those are programs that show only what arrives.
   */
  readonly echo?: boolean;
  /** Whether people are asked for a nick. Default: on wires without an address of their own (TCP), not over WebSocket. */
  readonly prompt?: boolean;
  /** How many lines of one message are shown; a last line says how many are left out. Default 50. */
  readonly lines?: number;
}

/**
 * Plain text, for people with `nc` or `telnet`, and for WebSocket clients that send bare text.
 * @throws ChatError `CHAT_NAME_INVALID` for a room that cannot be.
 */
export function text(options: TextOptions = {}): Dialect {
  const room = roomName(options.room ?? 'lobby', limitsWith());
  const rendering = createTextEncoder(room, options.lines ?? 50);
  const manners: TextContext = {
    greeting: options.greeting ?? 'Welcome to Partyline.',
    room,
    echo: options.echo ?? false,
    prompt: options.prompt,
    encoder: rendering,
    endedEncoder: createEndedEncoder(rendering),
  };
  return { name: 'text', open: (port) => new TextSession(port, manners) };
}
