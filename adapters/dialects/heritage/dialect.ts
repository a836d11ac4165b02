import type { Dialect, DialectPort } from '../../../core/index.js';
import type { Choices, Manners } from './manners.js';
import { heritageRendering } from './rendering.js';
import { HeritageSession } from './session.js';

/** What an ancestor's clients speak. */
export interface HeritageDialect extends Dialect {
  /** Whether somebody is one of these clients: by the connection alone at first, then by their first words. */
  recognises(port: DialectPort, first: string | undefined): boolean;
}

/** What it is made with. */
export interface DialectOptions {
  /** The room that everybody is in. */
  readonly room: string;
  /** Under which name the server speaks. */
  readonly server: string;
  /** What is not as its own server did it. */
  readonly choices: Partial<Choices>;
  /** For how long a client that introduces itself may be silent, in milliseconds. */
  readonly silenceMs: number;
}

/** The dialect of an ancestor. @param peers Gathers those who are connected. */
export function heritageDialect(
  manners: Manners,
  { room, server, choices, silenceMs }: DialectOptions,
  peers: Set<HeritageSession>,
): HeritageDialect {
  const chosen = { ...manners.usual, ...choices };
  const parts = {
    manners,
    choices: chosen,
    rendering: heritageRendering({ manners, voice: chosen.voice, server }),
    room,
    silenceMs,
    isShared: (nick: string) =>
      [...peers].some(({ name, port: { session } }) => name === manners.name && isAlike(session.user?.nick, nick)),
    gone: (session: HeritageSession) => void peers.delete(session),
  };
  return {
    name: manners.name,
    recognises: (port, first) => manners.recognises?.(port, first) ?? false,
    open(port) {
      const session = new HeritageSession(port, parts);
      peers.add(session);
      return session;
    },
  };
}

function isAlike(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
