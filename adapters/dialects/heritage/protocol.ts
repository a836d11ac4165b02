import type { DialectPort } from '../../../core/index.js';

/** What is known of a connection. */
export type ConnectionFacts = Pick<DialectPort, 'info' | 'framing'>;

/** What somebody's program has written, understood. */
export interface ParsedMessage {
  /** They say who they are and come in; they say something; they go. */
  readonly action: 'join' | 'say' | 'leave';
  /** The name that stands in front of it. Default: none does. */
  readonly name?: string;
  /** What is said, without the name. Default: nothing. */
  readonly text?: string;
  /** Byte for byte what was written. */
  readonly original: string;
}

/** What can be changed about the clients of one ancestor. */
export interface HeritageSettings {
  /** What they read first; `''`: nothing. */
  readonly greeting: string;
  /** Whether they get back what they write. */
  readonly echo: boolean;
  /** What stands in front of what the server says. */
  readonly serverPrefix: string;
}

/** How the clients of one ancestor write and read. */
export interface HeritageProtocol {
  /** The dialect's name. */
  readonly name: string;
  /** What its own server did. */
  readonly defaults: HeritageSettings;
  /** Whether a client says who it is right after connecting: then nobody hears of it before. */
  readonly announcesName: boolean;
  /** Whether a client may write another name at any time. */
  readonly renames: boolean;
  /** Whether its own server passed on to others what one had written. Where not, the others are told who it was. */
  readonly relaysOriginal: boolean;
  /** Whether files can be given to it. */
  readonly files: boolean;
  /**
   * What a frame says.
   * @param name The name that this client has written so far.
   */
  read(frame: string, name: string | undefined): readonly ParsedMessage[];
  /**
   * Whether somebody is one of these clients, where all come in by the same door.
   * @param first Their first words; `undefined`: none yet, and the connection alone must tell. Absent: nothing tells.
   */
  detects?(port: ConnectionFacts, first: string | undefined): boolean;
  /** What somebody says. */
  formatMessage(nick: string, text: string): string;
  /** Others' words and names so that its window shows them as they are, where it takes markup. Absent: it takes none. */
  escape?(text: string): string;
  /** Somebody has come. Absent: nobody is told. */
  formatJoined?(nick: string): string;
  /** Somebody has gone. Absent: nobody is told. */
  formatLeft?(nick: string): string;
}
