import { isListableOrigin, type Session } from '../../core/index.js';
import type { FileStoreLimits } from './file-store/index.js';
import { type HttpLimits, httpLimits } from './http/index.js';

/** What may be, by a list: `deny` goes before `allow`; without `allow` all else may. */
export interface FileRules {
  /** Only these. Default: all. */
  readonly allow?: readonly string[];
  /** None of these. Default: none. */
  readonly deny?: readonly string[];
}

/** Which files may be sent. */
export interface Rules {
  /** Whether a file of that name and media type may be sent. */
  readonly allows: (name: string, type: string) => boolean;
}

type Test = (value: string) => boolean;

const TYPE = /^[a-z0-9][\w.+-]*\/(?:\*|[a-z0-9][\w.+-]*)$/;
const EXTENSION = /^[^./\\\s]*$/u;

/** Checks rules for media types and for extensions. @throws TypeError for nonsense. */
export function rulesOf(types: FileRules = {}, extensions: FileRules = {}): Rules {
  const type = testOf('types', types, typePattern);
  const extension = testOf('extensions', extensions, extensionPattern);
  return { allows: (name, mediaType) => type(mediaType) && extension(extensionOf(name)) };
}

/** Returns the extension of a name in lower case; `''` if it has none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

function testOf(what: string, rules: FileRules, pattern: (what: string, text: string) => Test): Test {
  if (typeof rules !== 'object' || rules === null) throw new TypeError(`${what} must have the lists allow and deny.`);
  const unknown = Object.keys(rules).find((key) => key !== 'allow' && key !== 'deny');
  if (unknown !== undefined) throw new TypeError(`${what} has the lists allow and deny, and no ${unknown}.`);
  const allowed = patterns(`${what}.allow`, rules.allow, pattern);
  const denied = patterns(`${what}.deny`, rules.deny, pattern) ?? [];
  return (value) => !denied.some((test) => test(value)) && (allowed?.some((test) => test(value)) ?? true);
}

function patterns(
  what: string,
  list: readonly string[] | undefined,
  pattern: (what: string, text: string) => Test,
): readonly Test[] | undefined {
  if (list === undefined) return undefined;
  if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'string')) {
    throw new TypeError(`${what} must be a list of texts.`);
  }
  return list.map((entry) => pattern(what, entry.toLowerCase()));
}

function typePattern(what: string, wanted: string): Test {
  if (!TYPE.test(wanted)) throw new TypeError(`${what} has media types such as image/png or image/*, not ${wanted}.`);
  return wanted.endsWith('/*') ? (type) => type.startsWith(wanted.slice(0, -1)) : (type) => type === wanted;
}

function extensionPattern(what: string, wanted: string): Test {
  const bare = wanted.replace(/^\./, '');
  if (!EXTENSION.test(bare)) throw new TypeError(`${what} has extensions such as png, not ${wanted}.`);
  return (extension) => extension === bare;
}

/** What can be set on the `file-transfer` plugin. Amounts are whole numbers. */
export interface FileTransferOptions {
  /** The folder on this machine in which files are kept; made where there is none. One hub at a time. */
  readonly dir: string;
  /**
   * Where {@link FileTransfer.http} is reached from outside, such as `https://chat.example`: with it, files have addresses.
   * A function is asked each time, for when the port is only known once it is listened on. Default: they have none, and only
   * programs that speak the protocol can have them.
   */
  readonly publicUrl?: string | (() => string | undefined);
  /** The beginning of every path that {@link FileTransfer.http} answers, with a slash at both ends. Default `/files/`. */
  readonly path?: string;
  /**
   * Pages of other hosts that may bring files over HTTP, such as `https://chat.example`, besides those of
   * {@link publicUrl}; `any`: all. Default: none.
   */
  readonly origins?: 'any' | readonly string[];
  /** How files go over HTTP. Default: as {@link HttpLimits} says. */
  readonly http?: Partial<HttpLimits>;
  /** Media types, such as `image/png` or `image/*`, as the sender tells them. Default: all. */
  readonly types?: FileRules;
  /** Extensions of names, without the dot, in any case. A name without any is `''`. Default: all. */
  readonly extensions?: FileRules;
  /** The largest file, in bytes. Default 100 MiB. */
  readonly fileBytes?: number;
  /** Files and uploads of one user together, in bytes. Of an upload those count that have arrived. Default 1 GiB. */
  readonly userBytes?: number;
  /**
   * Files and uploads from one network (an IPv4 address, the /64 of an IPv6 address) together, in bytes. This machine's own
   * addresses are none. Default 2 GiB.
   */
  readonly networkBytes?: number;
  /** Files and uploads of all guests together, in bytes. Default half of `totalBytes`. */
  readonly guestBytes?: number;
  /** Files and uploads of all together, in bytes. Default 10 GiB. */
  readonly totalBytes?: number;
  /** Unfinished uploads of one user, and unused addresses of `/send`. Default 8. */
  readonly userUploads?: number;
  /** Unfinished uploads from one network, and unused addresses of `/send`. Default 32. */
  readonly networkUploads?: number;
  /**
   * Unfinished uploads of all, half of them for guests; beyond it the one that has waited longest without a connection makes
   * room. Default 1,000.
   */
  readonly uploads?: number;
  /** For how long files are kept, in milliseconds; `Infinity`: until they are removed. Default 30 days. */
  readonly keepMs?: number;
  /** For how long an upload waits for its next byte, in milliseconds. Default 24 hours. */
  readonly uploadMs?: number;
  /** For how long an upload waits for its first byte, in milliseconds; never longer than `uploadMs`. Default 1 minute. */
  readonly emptyMs?: number;
  /**
   * The largest part of a file in one frame, in bytes, from 4096 to 262144. In base64 it is a third longer, and must be
   * within the `maxFrameBytes` of every transport all the same. Default 65536.
   */
  readonly chunkBytes?: number;
  /** Bytes of one upload that may be under way, 65536 to 2097152, and at least `chunkBytes`. Default 1 MiB. */
  readonly creditBytes?: number;
  /** Transfers at once of one session, uploads and downloads together. Default 4. */
  readonly sessionTransfers?: number;
  /** Transfers at once of one user. Default 16. */
  readonly userTransfers?: number;
  /** Transfers at once from one network, over the chat; over HTTP {@link HttpLimits.networkTransfers}. Default 64. */
  readonly networkTransfers?: number;
  /** Transfers at once of all. Default 256. */
  readonly transfers?: number;
  /**
   * For how long a transfer may stand still, or be slower than 512 bytes per second, before it is ended on its connection, in
   * milliseconds. Default 2 minutes.
   */
  readonly stallMs?: number;
  /** For how long all gates of `file.scan` together may look at a file, in milliseconds. Default 60 seconds. */
  readonly scanMs?: number;
  /** For how long the address holds that `/send` gives, in milliseconds. Default 10 minutes. */
  readonly ticketMs?: number;
  /** Who may remove files of others. Default: no session. */
  readonly operators?: (session: Session) => boolean;
}

/** Options that have been checked. */
export interface Settings {
  readonly dir: string;
  readonly limits: FileStoreLimits;
  /** The beginning of every file's address; `undefined`: they have none. */
  readonly baseUrl: string | undefined;
  readonly path: string;
  readonly origins: 'any' | readonly string[];
  readonly http: HttpLimits;
  readonly rules: Rules;
  readonly chunkBytes: number;
  readonly creditBytes: number;
  readonly sessionTransfers: number;
  readonly userTransfers: number;
  readonly networkTransfers: number;
  readonly transfers: number;
  readonly stallMs: number;
  readonly scanMs: number;
  readonly ticketMs: number;
  readonly operators: (session: Session) => boolean;
}

type NumberName = {
  [Name in keyof FileTransferOptions]-?: FileTransferOptions[Name] extends number | undefined ? Name : never;
}[keyof FileTransferOptions];

interface Bound {
  readonly default: number;
  readonly least: number;
  readonly most: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MIB = 1024 * 1024;
const ANY = Number.MAX_SAFE_INTEGER;
/** The longest that a timer can wait. */
const LONGEST = 0x7fff_ffff;

const numbers: Readonly<Record<NumberName, Bound>> = {
  fileBytes: { default: 100 * MIB, least: 1, most: ANY },
  userBytes: { default: 1024 * MIB, least: 1, most: ANY },
  networkBytes: { default: 2 * 1024 * MIB, least: 1, most: ANY },
  guestBytes: { default: 5 * 1024 * MIB, least: 0, most: ANY },
  totalBytes: { default: 10 * 1024 * MIB, least: 1, most: ANY },
  userUploads: { default: 8, least: 1, most: 10_000 },
  networkUploads: { default: 32, least: 1, most: 10_000 },
  uploads: { default: 1_000, least: 1, most: 100_000 },
  keepMs: { default: 30 * DAY, least: 1_000, most: ANY },
  uploadMs: { default: DAY, least: 1_000, most: ANY },
  emptyMs: { default: MINUTE, least: 1_000, most: ANY },
  chunkBytes: { default: 65_536, least: 4_096, most: 262_144 },
  creditBytes: { default: MIB, least: 65_536, most: 2 * MIB },
  sessionTransfers: { default: 4, least: 1, most: 64 },
  userTransfers: { default: 16, least: 1, most: 1_024 },
  networkTransfers: { default: 64, least: 1, most: 100_000 },
  transfers: { default: 256, least: 1, most: 100_000 },
  stallMs: { default: 2 * MINUTE, least: 1_000, most: LONGEST },
  scanMs: { default: MINUTE, least: 1, most: LONGEST },
  ticketMs: { default: 10 * MINUTE, least: 1_000, most: DAY },
};

const names: ReadonlySet<string> = new Set([
  ...Object.keys(numbers),
  ...([
    'dir',
    'publicUrl',
    'path',
    'origins',
    'http',
    'types',
    'extensions',
    'operators',
  ] satisfies (keyof FileTransferOptions)[]),
]);

/** Checks options and fills in the defaults. @throws TypeError for nonsense. */
export function settingsOf(options: FileTransferOptions): Settings {
  if (typeof options !== 'object' || options === null) throw new TypeError('The options must be in an object.');
  const unknown = Object.keys(options).find((name) => !names.has(name));
  if (unknown !== undefined) throw new TypeError(`There is no option ${unknown}.`);
  const { dir, publicUrl, path = '/files/', origins = [], operators = () => false } = options;
  if (typeof dir !== 'string' || dir === '') throw new TypeError('dir must be the name of a folder.');
  if (publicUrl !== undefined && typeof publicUrl !== 'function') baseOf(publicUrl);
  if (typeof operators !== 'function') throw new TypeError('operators must be a function.');
  if (typeof path !== 'string' || !/^\/(?:[\w~-][\w.~-]*\/)*$/.test(path)) {
    throw new TypeError('path must begin and end with a slash, such as /files/.');
  }
  const base = typeof publicUrl === 'string' ? baseOf(publicUrl) : undefined;
  const number = (name: NumberName): number => checked(name, options[name]);
  const chunkBytes = number('chunkBytes');
  const creditBytes = number('creditBytes');
  const totalBytes = number('totalBytes');
  const uploads = number('uploads');
  if (creditBytes < chunkBytes) throw new TypeError('creditBytes must be at least chunkBytes.');
  return {
    dir,
    limits: {
      fileBytes: number('fileBytes'),
      userBytes: number('userBytes'),
      networkBytes: number('networkBytes'),
      guestBytes: options.guestBytes === undefined ? Math.ceil(totalBytes / 2) : number('guestBytes'),
      totalBytes,
      userUploads: number('userUploads'),
      networkUploads: number('networkUploads'),
      guestUploads: Math.ceil(uploads / 2),
      uploads,
      uploadMs: number('uploadMs'),
      emptyMs: number('emptyMs'),
      keepMs: options.keepMs === Number.POSITIVE_INFINITY ? undefined : number('keepMs'),
    },
    get baseUrl() {
      const asked = typeof publicUrl === 'function' ? publicUrl() : undefined;
      const found = asked === undefined ? base : baseOf(asked);
      return found === undefined ? undefined : found + path;
    },
    path,
    origins: withOwn(originsOf(origins), base),
    http: httpLimits(options.http),
    rules: rulesOf(options.types, options.extensions),
    chunkBytes,
    creditBytes,
    sessionTransfers: number('sessionTransfers'),
    userTransfers: number('userTransfers'),
    networkTransfers: number('networkTransfers'),
    transfers: number('transfers'),
    stallMs: number('stallMs'),
    scanMs: number('scanMs'),
    ticketMs: number('ticketMs'),
    operators,
  };
}

function checked(name: NumberName, value: number | undefined): number {
  const { default: usual, least, most } = numbers[name];
  if (value === undefined) return usual;
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`${name} must be a whole number from ${least} to ${most}, not ${String(value)}.`);
}

function originsOf(origins: 'any' | readonly string[]): 'any' | readonly string[] {
  if (origins === 'any' || (Array.isArray(origins) && origins.every(isListableOrigin))) return origins;
  throw new TypeError('origins must be a list of origins such as https://chat.example.');
}

/** With the origin of the public address among them. */
function withOwn(origins: 'any' | readonly string[], base: string | undefined): 'any' | readonly string[] {
  return origins === 'any' || base === undefined ? origins : [...origins, new URL(base).origin];
}

function baseOf(publicUrl: unknown): string {
  const url = typeof publicUrl === 'string' && URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') {
    return url.origin + url.pathname.replace(/\/+$/, '');
  }
  throw new TypeError('publicUrl must be an address such as https://chat.example.');
}
