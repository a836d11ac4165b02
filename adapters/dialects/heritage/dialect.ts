import type { Dialect, DialectPort } from '../../../core/index.js';
import type { HeritageProtocol, HeritageSettings } from './manners.js';
import { createHeritageEncoder } from './rendering.js';
import { HeritageSession } from './session.js';

/** What an ancestor's clients speak. */
export interface HeritageDialect extends Dialect {
  /** Whether somebody is one of these clients: by the connection alone at first, then by their first words. */
  detects(port: DialectPort, first: string | undefined): boolean;
}

/** What it is made with. */
export interface HeritageDialectOptions {
  /** The room that everybody is in. */
  readonly room: string;
  /** Under which name the server speaks. */
  readonly server: string;
  /** What is not as its own server did it. */
  readonly settings: Partial<HeritageSettings>;
  /** For how long a client that introduces itself may be silent, in milliseconds. */
  readonly guestAfterMs: number;
}

/** The dialect of an ancestor. @param peers Gathers those who are connected. */
export function createHeritageDialect(
  manners: HeritageProtocol,
  { room, server, settings: choices, guestAfterMs: silenceMs }: HeritageDialectOptions,
  peers: Set<HeritageSession>,
): HeritageDialect {
  const chosen = { ...manners.defaults, ...choices };
  const parts = {
    protocol: manners,
    settings: chosen,
    encoder: createHeritageEncoder({ protocol: manners, serverPrefix: chosen.serverPrefix, server }),
    room,
    guestAfterMs: silenceMs,
    isShared: (nick: string) =>
      [...peers].some(({ name, port: { session } }) => name === manners.name && isAlike(session.user?.nick, nick)),
    gone: (session: HeritageSession) => void peers.delete(session),
  };
  return {
    name: manners.name,
    detects: (port, first) => manners.detects?.(port, first) ?? false,
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
