import type { TlsOptions } from 'node:tls';
import type { Clock, Random } from '../../../core/index.js';
import { systemClock, systemRandom } from '../../system/index.js';
import { checkAmount, checkPort } from '../socket/index.js';
import { AdaptiveDeframer, LARGEST_ADAPTIVE_FRAME } from './adaptive.js';
import { BlockDeframer } from './blocks.js';
import type { Deframer } from './deframer.js';
import { LineDeframer, UnframedDeframer } from './text-deframers.js';

/** How bytes become frames: learnt from each peer, or the same for all. */
export type TcpFraming = 'adaptive' | 'lines' | 'blocks' | 'unframed';

/** What can be set on a TCP transport. Amounts are whole numbers of at least 1. */
export interface TcpOptions {
  /** 0 takes any free port; `listen` tells which. */
  readonly port: number;
  /** Default `127.0.0.1`: only this machine. `0.0.0.0` or `::` for every address. */
  readonly host?: string;
  /**
   * Default `adaptive`: people, programs by lines and programs by blocks on one port. `unframed`: messages are separated by
   * pauses alone, and may have line breaks.
   */
  readonly framing?: TcpFraming;
  /**
   * After how many milliseconds without data a text without newline is a message. Unframed: default 100. Adaptive: of the first
   * text of a peer that has sent no newline yet, default 1500, so that a line which comes in pieces stays whole; its later
   * ones wait for 100 at most.
   */
  readonly quietMs?: number;
  /** The largest frame that is taken, in bytes. Default 131072; below 16 MiB where framing is adaptive. */
  readonly maxFrameBytes?: number;
  /** How long bytes may wait for a peer that takes none of them, in milliseconds. Default 30000. */
  readonly stallMs?: number;
  /** How long a peer may take to close after we did, in milliseconds. Default 2000. */
  readonly lingerMs?: number;
  /** Idle time after which the operating system probes a peer, in milliseconds. Default 30000. */
  readonly keepAliveMs?: number;
  /** Certificate and key, as for `tls.createServer`. Without it the wire is not encrypted. */
  readonly tls?: TlsOptions;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Gives connections their ids. Default: the system's randomness. */
  readonly random?: Random;
}

/** The options with defaults filled in. */
export interface TcpSettings {
  readonly port: number;
  readonly host: string;
  readonly quietMs: number;
  readonly stallMs: number;
  readonly lingerMs: number;
  readonly keepAliveMs: number;
  readonly tls: TlsOptions | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly deframer: () => Deframer;
}

/** A lost segment comes again after 200, 600 and 1400 milliseconds (RFC 6298, as Linux does it). */
const FIRST_QUIET_MS = 1_500;
const QUIET_MS = 100;

const deframers: Readonly<Record<TcpFraming, (maxFrameBytes: number, quietMs: number) => Deframer>> = {
  adaptive: (max, quietMs) => new AdaptiveDeframer(max, { firstMs: quietMs, laterMs: Math.min(quietMs, QUIET_MS) }),
  lines: (max) => new LineDeframer(max),
  blocks: (max) => new BlockDeframer(max),
  unframed: (max) => new UnframedDeframer(max),
};

/** Fills in defaults. @throws TypeError for a value that cannot be. */
export function tcpSettings(options: TcpOptions): TcpSettings {
  const framing = options.framing ?? 'adaptive';
  if (!Object.hasOwn(deframers, framing)) {
    throw new TypeError(`framing must be adaptive, lines, blocks or unframed, not ${String(framing)}.`);
  }
  const largest = framing === 'adaptive' ? LARGEST_ADAPTIVE_FRAME : 0x7fff_ffff;
  const max = checkAmount('maxFrameBytes', options.maxFrameBytes ?? 131_072, largest);
  const quietMs = checkAmount('quietMs', options.quietMs ?? (framing === 'adaptive' ? FIRST_QUIET_MS : QUIET_MS));
  return {
    port: checkPort(options.port),
    host: options.host ?? '127.0.0.1',
    quietMs,
    stallMs: checkAmount('stallMs', options.stallMs ?? 30_000),
    lingerMs: checkAmount('lingerMs', options.lingerMs ?? 2_000),
    keepAliveMs: checkAmount('keepAliveMs', options.keepAliveMs ?? 30_000),
    tls: options.tls,
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
    deframer: () => deframers[framing](max, quietMs),
  };
}
