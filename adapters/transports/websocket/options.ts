import type { Server as HttpServer } from 'node:http';
import type { ServerOptions as HttpsOptions, Server as HttpsServer } from 'node:https';
import type { Clock, Random } from '../../../core/index.js';
import { systemClock, systemRandom } from '../../system/index.js';
import { checkAmount, checkPort } from '../socket/index.js';
import type { Origins } from './origin.js';

/** When frames are compressed. */
export interface Compression {
  /** Smaller frames go out as they are. 512 is a fair start. */
  readonly thresholdBytes: number;
}

/** What can be set on any WebSocket transport. Amounts are whole numbers of at least 1. */
export interface WebSocketTuning {
  /** The only path that is taken, such as `/chat`; the query does not count. Default: any path. */
  readonly path?: string;
  /** Which web pages may connect. Default: see {@link Origins}. */
  readonly origins?: Origins;
  /** The largest frame that is taken, in bytes. Default 131072. Sixteen times as much closes the connection. */
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
  /** Somebody else's server. */
  readonly server: HttpServer | HttpsServer;
}

/** What can be set on a WebSocket transport. */
export type WebSocketOptions = OwnPort | SharedServer;

/** The options common to both kinds, with defaults filled in. */
export interface WebSocketSettings {
  readonly path: string | undefined;
  readonly origins: Origins;
  readonly maxFrameBytes: number;
  readonly pingMs: number;
  readonly stallMs: number;
  readonly lingerMs: number;
  readonly thresholdBytes: number | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

const HARD_CAP = 16;

/** Messages over this many bytes close the connection: they are not even gathered. */
export function hardCap(settings: WebSocketSettings): number {
  return settings.maxFrameBytes * HARD_CAP;
}

/** Fills in defaults. @throws TypeError for a value that cannot be. */
export function webSocketSettings(options: WebSocketOptions): WebSocketSettings {
  const { compression = false } = options;
  if ('server' in options === 'port' in options) throw new TypeError('Give either port or server.');
  if ('port' in options) checkPort(options.port);
  if (options.path?.startsWith('/') === false) throw new TypeError('path must begin with a slash.');
  return {
    path: options.path,
    origins: options.origins,
    maxFrameBytes: checkAmount('maxFrameBytes', options.maxFrameBytes ?? 131_072, 0x7ff_ffff),
    pingMs: checkAmount('pingMs', options.pingMs ?? 25_000),
    stallMs: checkAmount('stallMs', options.stallMs ?? 30_000),
    lingerMs: checkAmount('lingerMs', options.lingerMs ?? 2_000),
    thresholdBytes: compression === false ? undefined : checkAmount('thresholdBytes', compression.thresholdBytes),
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
  };
}
