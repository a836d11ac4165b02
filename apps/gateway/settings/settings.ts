import type { Limits } from '../../../core/index.js';
import type { LogLevel } from '../../../plugins/logging/index.js';

/** Everything that can be set on the stock gateway. */
export interface GatewaySettings {
  /** The address to listen on. Default `127.0.0.1`: only this machine. */
  readonly host: string;
  /** The port of the web page, of WebSocket and of the health checks. 0 takes any free one. Default 8080. */
  readonly httpPort: number;
  /** The port for plain TCP. 0 takes any free one. Default 7000. */
  readonly tcpPort: number;
  /** The first line that people on plain-text wires see. Default `Welcome to Partyline.` */
  readonly greeting: string;
  /** The room that people on plain-text wires start in. Default `lobby`. */
  readonly room: string;
  /** The folder that the rooms' log is kept in. Default: none, everything is in memory and gone with the process. */
  readonly data: string;
  /** Whether people on plain-text wires see their own lines. Default false. */
  readonly echo: boolean;
  /** Which web pages may connect, such as `https://chat.example`; `any` for all. Default: the gateway's own, and this machine's. */
  readonly origins: readonly string[];
  /** Default `info`. */
  readonly logLevel: LogLevel;
  /** How log lines look. Default `auto`: for people where standard error is a terminal, else JSON. */
  readonly logFormat: 'auto' | 'json' | 'pretty';
  /** Whether the log has what people write. Default false: it has the length. */
  readonly logTexts: boolean;
  /** Whether it counts and measures, and tells at `/metrics`. Default true. */
  readonly metrics: boolean;
  /** What becomes of profanity in messages; nicks and names of rooms with it are refused in any case. Default `mask`. */
  readonly profanity: 'off' | 'mask' | 'refuse' | 'warn';
  /** How long peers may take to leave when the gateway stops, in milliseconds. Default 5000. */
  readonly drainMs: number;
  /** Changes to the defaults of the core's limits, all but `drainMs`. Default: none. */
  readonly limits: Partial<Omit<Limits, 'drainMs'>>;
}
