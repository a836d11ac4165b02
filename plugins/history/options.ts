import { limitsWith, roomName, type Session } from '../../core/index.js';

/** How much of a room's log is kept: what breaks either rule goes. */
export interface Keep {
  /** Maximum age in days, above 0. Default: no limit. */
  readonly days?: number;
  /** Number of newest entries to keep, edits and reactions included; from 1. Default: all. */
  readonly entries?: number;
}

/** What can be set on the `history` plugin. */
export interface HistoryOptions {
  /** Number of recent entries sent to plain-text clients on join: 0 to 100. Default 10. */
  readonly entry?: number;
  /** How much of each room and conversation of two is kept. Default: what the broker keeps. */
  readonly keep?: Keep;
  /** Other rules for single rooms, by any spelling of the name, in the place of `keep`. Default: none. */
  readonly rooms?: Readonly<Record<string, Keep>>;
  /** How often what is not to be kept is dropped, in milliseconds. From 1,000, default 1 hour. */
  readonly everyMs?: number;
  /**
   * Whether the clock is right although it has jumped, or the newest message is older than `days`: nothing is dropped by its age
   * then otherwise. Default false.
   */
  readonly trustClock?: boolean;
  /** Who may export and erase messages of others. Default: no session. */
  readonly operators?: (session: Session) => boolean;
}

/** Options that have been checked. */
export interface Settings {
  readonly entry: number;
  /** The rule for a room; `undefined`: there is none. */
  readonly keepIn: (room: string) => Keep | undefined;
  readonly everyMs: number;
  readonly trustClock: boolean;
  readonly operators: (session: Session) => boolean;
}

const names: ReadonlySet<string> = new Set([
  'entry',
  'keep',
  'rooms',
  'everyMs',
  'trustClock',
  'operators',
] satisfies (keyof HistoryOptions)[]);
const rules: ReadonlySet<string> = new Set(['days', 'entries'] satisfies (keyof Keep)[]);

/** Checks options and fills in the defaults. @throws TypeError for nonsense. */
export function settingsOf(options: HistoryOptions): Settings {
  known(options, names, 'option');
  const { entry = 10, keep, rooms = {}, everyMs = 3_600_000, trustClock = false, operators = () => false } = options;
  whole(entry, 'entry', 0, 100);
  whole(everyMs, 'everyMs', 1_000, Number.MAX_SAFE_INTEGER);
  if (typeof trustClock !== 'boolean') throw new TypeError('trustClock must be true or false.');
  if (typeof operators !== 'function') throw new TypeError('operators must be a function.');
  const general = keep === undefined ? undefined : checked(keep);
  const byRoom = new Map(Object.entries(rooms).map(([room, rule]) => [folded(room), checked(rule)]));
  return { entry, keepIn: (room) => byRoom.get(room) ?? general, everyMs, trustClock, operators };
}

function checked(rule: Keep): Keep {
  known(rule, rules, 'rule');
  const { days, entries } = rule;
  if (days !== undefined && !(Number.isFinite(days) && days > 0)) throw new TypeError('days must be more than 0.');
  if (entries !== undefined) whole(entries, 'entries', 1, Number.MAX_SAFE_INTEGER);
  return rule;
}

function folded(room: string): string {
  try {
    return roomName(room, limitsWith({}));
  } catch (cause) {
    throw new TypeError(`${JSON.stringify(room)} cannot be a room's name.`, { cause });
  }
}

function known(value: object, keys: ReadonlySet<string>, what: string): void {
  if (typeof value !== 'object' || value === null) throw new TypeError(`Every ${what} must be in an object.`);
  const unknown = Object.keys(value).find((key) => !keys.has(key));
  if (unknown !== undefined) throw new TypeError(`There is no ${what} ${unknown}.`);
}

function whole(value: number, what: string, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new TypeError(`${what} must be a whole number from ${least} to ${most}.`);
}
