import type { Server as HttpServer } from 'node:http';
import type { ServerOptions as HttpsOptions, Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import {
  type Clock,
  isListableHost,
  isListableOrigin,
  type Random,
  type WebAccess,
  type WebAccessOptions,
  webAccess,
} from '../../../core/index.js';
import { systemClock, systemRandom } from '../../system/index.js';
import { checkAmount, checkPort } from '../socket/index.js';
import type { RefusedRequest } from './request.js';

/** Which web pages may connect besides the server's own; see `WebAccessOptions` of the core. */
export type Origins = 'any' | readonly string[] | undefined;

/** When frames are compressed. */
export interface Compression {
  /** Smaller frames go out as they are. 512 is a fair start. */
  readonly thresholdBytes: number;
}

/** What can be set on any WebSocket transport. Amounts are whole numbers of at least 1. */
export interface WebSocketTuning {
  /**
   * The path that is taken, such as `/chat`, or several; the query does not count. Upgrades to any other path are answered with 404.
   * Default: every path.
   */
  readonly path?: string | readonly string[];
  /**
   * Web pages that may connect besides the server's own, such as `https://chat.example`; the words `null` and `file` for pages
   * without a site; `any` for all. Programs send no origin and may always connect. Refused pages get 403. Default: none besides
   * pages of the host and port that they connect to, and on this machine those of `localhost` with the port that is listened on.
   */
  readonly origins?: Origins;
  /**
   * Host names of this server, such as `chat.example`; `any`: every name. Requests for other names get 421, so that no page can
   * reach the server by a name of its own (DNS rebinding). Default: IP addresses and `localhost` only.
   */
  readonly hosts?: 'any' | readonly string[];
  /** Called for each handshake that is refused for its host, origin or head, for a log. Default: nothing is called. */
  readonly onRefused?: (refused: RefusedRequest) => void;
  /** Called with the socket of each handshake that has succeeded, so that it can be taken off a count of HTTP connections. Default: nothing is called. */
  readonly onUpgraded?: (socket: Duplex) => void;
  /**
   * The largest frame that is taken, in bytes; a larger one is refused with `CHAT_FRAME_TOO_LARGE`. A message of more than twice as
   * much is not gathered: it closes the connection with that code. Default 131072.
   */
  readonly maxFrameBytes?: number;
  /** How often peers are pinged, in milliseconds. Nothing heard from one ping to the next: destroyed. Default 25000. */
  readonly pingMs?: number;
  /** How long bytes may wait for a peer that takes none of them, in milliseconds. Default 30000. */
  readonly stallMs?: number;
  /** How long a peer may take to answer our close, in milliseconds. Default 2000. */
  readonly lingerMs?: number;
  /** permessage-deflate (RFC 7692) for frames of at least `thresholdBytes`. Default false: it costs much time. */
  readonly compression?: false | Compression;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Gives connections their ids. Default: the system's randomness. */
  readonly random?: Random;
}

/** A WebSocket transport with a port of its own. */
export interface OwnPort extends WebSocketTuning {
  /** 0 takes any free port; `listen` tells which. */
  readonly port: number;
  /** Default `127.0.0.1`: only this machine. `0.0.0.0` or `::` for every address. */
  readonly host?: string;
  /** Certificate and key, as for `https.createServer`. Without it the wire is not encrypted. */
  readonly tls?: HttpsOptions;
  /** How long a peer may take to ask for a WebSocket, in milliseconds. Default 10000. */
  readonly handshakeMs?: number;
}

/** A WebSocket transport on a server that serves other things too. It is never started or closed from here. */
export interface SharedServer extends WebSocketTuning {
  /** The shared server. */
  readonly server: HttpServer | HttpsServer;
  /**
   * How long other listeners of the server's `upgrade` event may take to claim an upgrade to another path before it is answered with
   * 404, in milliseconds. Claimed is a socket that was written to, listened to or destroyed. Without other listeners the answer comes
   * at once. Default 1000.
   */
  readonly unclaimedMs?: number;
}

/** What can be set on a WebSocket transport. */
export type WebSocketOptions = OwnPort | SharedServer;

/** The options common to both kinds, with defaults filled in. */
export interface WebSocketSettings {
  /** `undefined`: every path. */
  readonly paths: ReadonlySet<string> | undefined;
  readonly access: WebAccess;
  readonly onRefused: (refused: RefusedRequest) => void;
  readonly onUpgraded: (socket: Duplex) => void;
  readonly unclaimedMs: number;
  readonly maxFrameBytes: number;
  readonly pingMs: number;
  readonly stallMs: number;
  readonly lingerMs: number;
  readonly thresholdBytes: number | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

/** What `ws` may gather of one message. */
export interface GatheringLimits {
  /** Bytes. A message of more closes the connection. */
  readonly maxPayload: number;
  /** Fragments (RFC 6455, section 5.4), each of which costs memory of its own besides its bytes. */
  readonly maxFragments: number;
  /** Reads of the socket that one frame may come in, each of which costs memory of its own as well. */
  readonly maxBufferedChunks: number;
}

const HARD_LIMIT_FACTOR = 2;
const MIN_PIECES = 1_024;
/** What a fragment or a read must bring on average before their number is held against a message. */
const PIECE_BYTES = 128;

/** Bounds what one connection may hold of an unfinished message, in bytes and in pieces. */
export function gatheringLimits({ maxFrameBytes }: Pick<WebSocketSettings, 'maxFrameBytes'>): GatheringLimits {
  const pieces = Math.max(MIN_PIECES, Math.ceil(maxFrameBytes / PIECE_BYTES));
  return { maxPayload: maxFrameBytes * HARD_LIMIT_FACTOR, maxFragments: pieces, maxBufferedChunks: pieces };
}

/** Fills in defaults. @throws TypeError for a value that cannot be. */
export function webSocketSettings(options: WebSocketOptions): WebSocketSettings {
  const { compression = false } = options;
  if ('server' in options === 'port' in options) throw new TypeError('Give either port or server.');
  if ('port' in options) checkPort(options.port);
  const paths = typeof options.path === 'string' ? [options.path] : options.path;
  if (paths?.every((path) => path.startsWith('/')) === false) throw new TypeError('path must begin with a slash.');
  return {
    paths: paths === undefined ? undefined : new Set(paths),
    access: webAccess(accessOptions(options)),
    onRefused: options.onRefused ?? (() => {}),
    onUpgraded: options.onUpgraded ?? (() => {}),
    unclaimedMs: checkAmount('unclaimedMs', ('server' in options ? options.unclaimedMs : undefined) ?? 1_000),
    maxFrameBytes: checkAmount('maxFrameBytes', options.maxFrameBytes ?? 131_072, 0x7ff_ffff),
    pingMs: checkAmount('pingMs', options.pingMs ?? 25_000),
    stallMs: checkAmount('stallMs', options.stallMs ?? 30_000),
    lingerMs: checkAmount('lingerMs', options.lingerMs ?? 2_000),
    thresholdBytes: compression === false ? undefined : checkAmount('thresholdBytes', compression.thresholdBytes),
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
  };
}

function accessOptions({ hosts = [], origins = [] }: WebSocketTuning): WebAccessOptions {
  if (origins !== 'any' && !(Array.isArray(origins) && origins.every(isListableOrigin))) {
    throw new TypeError('origins must be any or a list of origins such as https://chat.example, null or file.');
  }
  if (hosts !== 'any' && !(Array.isArray(hosts) && hosts.every(isListableHost))) {
    throw new TypeError('hosts must be any or a list of host names such as chat.example.');
  }
  return { hosts, origins };
}
