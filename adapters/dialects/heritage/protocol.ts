import type { DialectPort } from '../../../core/index.js';

/** The facts of a connection used for detection. */
export type ConnectionFacts = Pick<DialectPort, 'info' | 'framing'>;

/** A parsed message of an old client. */
export interface ParsedMessage {
  /** The user joins, sends a message, or leaves. */
  readonly action: 'join' | 'say' | 'leave';
  /** The name before the text. Default: none. */
  readonly name?: string;
  /** The text without the name. Default: none. */
  readonly text?: string;
  /** The original text, unchanged. */
  readonly original: string;
}

/** Settings of the clients of one old program. */
export interface HeritageSettings {
  /** The first line sent to them; `''` for none. */
  readonly greeting: string;
  /** Whether they receive their own messages. */
  readonly echo: boolean;
  /** Precedes the server's own messages. */
  readonly serverPrefix: string;
}

/** How the clients of one old program write and read. */
export interface HeritageProtocol {
  /** The dialect's name. */
  readonly name: string;
  /** What its own server did. */
  readonly defaults: HeritageSettings;
  /** Whether a client sends its name right after connecting; it joins only then. */
  readonly announcesName: boolean;
  /** Whether a client may write another name at any time. */
  readonly renames: boolean;
  /** Whether its own server relayed messages unchanged. Otherwise the sender's name is added. */
  readonly relaysOriginal: boolean;
  /** Whether files can be given to it. */
  readonly files: boolean;
  /**
   * What a frame says.
   * @param name The name that this client has written so far.
   */
  read(frame: string, name: string | undefined): readonly ParsedMessage[];
  /**
   * Returns whether a client on a shared port is one of these clients. Absent: they cannot be detected.
   * @param first The first frame; `undefined` before it has arrived.
   */
  detects?(port: ConnectionFacts, first: string | undefined): boolean;
  /** Formats a message. */
  formatMessage(nick: string, text: string): string;
  /** Escapes text for clients that interpret markup. Absent: they do not. */
  escape?(text: string): string;
  /** Formats a join. Absent: joins are not sent. */
  formatJoined?(nick: string): string;
  /** Formats a leave. Absent: leaves are not sent. */
  formatLeft?(nick: string): string;
}
