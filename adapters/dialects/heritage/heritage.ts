import {
  type Dialect,
  type DialectPort,
  isJsonObject,
  type Listener,
  limitsWith,
  type Plugin,
  roomName,
  type Transport,
} from '../../../core/index.js';
import { createHeritageEncoder } from './encoder.js';
import type { FileOffer } from './files/queue.js';
import { type KindName, kindNames, kinds } from './kinds.js';
import type { HeritageProtocol, HeritageSettings } from './protocol.js';
import { HeritageSession } from './session.js';

/** What can be set for the clients of one ancestor. */
export interface KindOptions extends Partial<HeritageSettings> {
  /** Where they come in; 0 takes any free port. Default: where their own server listened. */
  readonly port?: number;
}

/** Settings of the old programs' wires. */
export interface HeritageOptions {
  /** QServerChat: a page over WebSocket. `false`: not served. Default: as its own server was. */
  readonly qserverchat?: KindOptions | false;
  /** The QML chat over WebSocket. `false`: not served. Default: as its own server was. */
  readonly qmlChat?: KindOptions | false;
  /** TCP_chatting. `false`: not served. Default: as its own server was. */
  readonly tcpChatting?: KindOptions | false;
  /** The program over WebSocket that takes files. `false`: not served. Default: as its own server was. */
  readonly websocketFiles?: KindOptions | false;
  /** ServerChat, over TCP. `false`: not served. Default: as its own server was. */
  readonly serverchat?: KindOptions | false;
  /** The room of all clients. Default `lobby`. */
  readonly room?: string;
  /** Under which name the hub speaks, so that its messages get the `serverPrefix`. Default `partyline`. */
  readonly server?: string;
  /** For how long a client that says who it is may be silent before it is let in as a guest, in milliseconds. Default 300. */
  readonly guestAfterMs?: number;
}

/** What is listened with: the transports of `partyline/adapters/tcp` and `partyline/adapters/websocket`. */
export interface HeritageTransports {
  /** Makes a TCP transport. */
  tcp(options: { readonly port: number; readonly framing: 'unframed'; readonly quietMs: number }): Transport;
  /** Makes a WebSocket transport. */
  websocket(options: { readonly port: number; readonly origins: 'any' }): Transport;
}

/** The five programs that this chat descends from, and what serves their clients. */
export interface Heritage {
  /** Gives them files. List it behind the plugin that has files. */
  readonly plugin: Plugin;
  /** What they speak, for `auto`, which tells them from others. */
  readonly dialects: readonly HeritageDialect[];
  /**
   * A listener for each, for `hub.listen`.
   * @param names Of those alone. Default: of all that are served.
   */
  listeners(transports: HeritageTransports, names?: readonly KindName[]): readonly Listener[];
}

/** Pause that ends a message over TCP, in milliseconds: these programs send a message at once. */
const QUIET_MS = 30;
const SILENCE_MS = 300;

/**
 * Lets the unmodified clients of five old chat programs join, each on the port and with the manners of its own server.
 *
 * ```ts
 * const old = heritage({ serverchat: { port: 8889 }, qmlChat: false });
 * const hub = createHub({ plugins: [files, old.plugin] });
 * await hub.listen(tcp({ port: 7000 }), ...old.listeners({ tcp, websocket }));
 * ```
 *
 * `docs/heritage.md` has the programs.
 * @throws ChatError `CHAT_NAME_INVALID` for a room that cannot be.
 */
export function heritage(options: HeritageOptions = {}): Heritage {
  const room = roomName(options.room ?? 'lobby', limitsWith());
  const { server = 'partyline', guestAfterMs: silenceMs = SILENCE_MS } = options;
  const peers = new Set<HeritageSession>();
  const served = kindNames.flatMap((name) => {
    const chosen = options[name] ?? {};
    if (chosen === false) return [];
    const { protocol: manners, wire, port: usual } = kinds[name];
    const { port = usual, ...choices } = chosen;
    return [
      {
        name,
        wire,
        port,
        dialect: createHeritageDialect(manners, { room, server, settings: choices, guestAfterMs: silenceMs }, peers),
      },
    ];
  });
  return {
    dialects: served.map(({ dialect }) => dialect),
    plugin: createFilePlugin(peers),
    listeners({ tcp, websocket }, names = kindNames) {
      const transports = {
        tcp: (port: number) => tcp({ port, framing: 'unframed', quietMs: QUIET_MS }),
        websocket: (port: number) => websocket({ port, origins: 'any' }),
      };
      const wanted = served.filter(({ name }) => names.includes(name));
      return wanted.map(({ wire, port, dialect }) => ({ dialect, transport: transports[wire](port) }));
    },
  };
}

/** What an ancestor's clients speak. */
export interface HeritageDialect extends Dialect {
  /** Returns whether a client is one of these: by the connection alone at first, then by its first frame. */
  detects(port: DialectPort, first: string | undefined): boolean;
}

/** What it is made with. */
export interface HeritageDialectOptions {
  /** The room of all clients. */
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

/** Gives the files that are announced in a room to those there whose programs take files without having asked. */
export function createFilePlugin(peers: ReadonlySet<HeritageSession>): Plugin {
  return {
    name: 'heritage',
    setup(host) {
      host.on('message', ({ message }) => {
        const offer = message.kind === 'file' ? offerIn(message.data) : undefined;
        if (offer === undefined) return;
        // Until those who keep it have heard that it is announced, there is no such file.
        host.clock.turn(() => {
          for (const peer of peers) {
            const { session } = peer.port;
            if (session.id !== message.session && session.rooms.includes(message.room)) peer.offer(offer);
          }
        });
      });
    },
  };
}

function offerIn(data: unknown): FileOffer | undefined {
  if (!isJsonObject(data)) return undefined;
  const { file, name, size } = data;
  const isOffer = typeof file === 'string' && typeof name === 'string' && typeof size === 'number';
  return isOffer ? { file, name, size } : undefined;
}
