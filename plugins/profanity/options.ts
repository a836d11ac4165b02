import { limitsWith, roomName, type Session } from '../../core/index.js';

/**
 * What becomes of a message in which something is found. `mask`: each character of it becomes `*`. `refuse`: the
 * message is refused. `warn`: it passes, and its sender is told. `hold`: it is kept from the room until a moderator
 * decides.
 */
export type Mode = 'mask' | 'refuse' | 'warn' | 'hold';

/** A language that comes with the plugin. */
export type Language = 'en' | 'ru' | 'zh';

/** Changes to the words of a language, in the notation of lists. */
export interface WordChanges {
  /** Found as well. Default: nothing. */
  readonly add?: readonly string[];
  /** Not found any more; entries of the list, as they are written there. Default: nothing. */
  readonly remove?: readonly string[];
  /** Innocent although a word is found in it. Default: nothing. */
  readonly allow?: readonly string[];
}

/** What can be set on the `profanity` plugin. */
export interface ProfanityOptions {
  /** Default `mask`. */
  readonly mode?: Mode;
  /** Other modes for single rooms, by any spelling of the name. Default: none. */
  readonly rooms?: Readonly<Record<string, Mode>>;
  /** Default: all of them. */
  readonly languages?: readonly Language[];
  /** Changes to the lists, by language. Default: none. */
  readonly words?: Readonly<Partial<Record<Language, WordChanges>>>;
  /** Who may see and decide on what is held. Default: nobody. */
  readonly moderators?: (session: Session) => boolean;
  /** How many messages are held; the oldest makes room for a newer one. 1 to 10,000, default 200. */
  readonly holdMost?: number;
  /** How long a message is held, in milliseconds. From 1,000, default 24 hours. */
  readonly holdMs?: number;
}

/** Options that have been checked. */
export interface Settings {
  readonly modeOf: (room: string) => Mode;
  readonly languages: readonly Language[];
  readonly words: Readonly<Partial<Record<Language, WordChanges>>>;
  readonly moderators: (session: Session) => boolean;
  readonly holdMost: number;
  readonly holdMs: number;
}

const modes: readonly Mode[] = ['mask', 'refuse', 'warn', 'hold'];
const languages: readonly Language[] = ['en', 'ru', 'zh'];
const names: ReadonlySet<string> = new Set([
  'mode',
  'rooms',
  'languages',
  'words',
  'moderators',
  'holdMost',
  'holdMs',
] satisfies (keyof ProfanityOptions)[]);
const changes: ReadonlySet<string> = new Set(['add', 'remove', 'allow'] satisfies (keyof WordChanges)[]);

/** Checks options and fills in the defaults. @throws TypeError for nonsense. */
export function settingsOf(options: ProfanityOptions): Settings {
  known(options, names, 'option');
  const { mode = 'mask', rooms = {}, words = {}, holdMost = 200, holdMs = 86_400_000 } = options;
  const { moderators = () => false, languages: wanted = languages } = options;
  oneOf(mode, modes, 'mode');
  if (!Array.isArray(wanted) || wanted.length === 0) throw new TypeError('languages must be a list of languages.');
  for (const language of wanted) oneOf(language, languages, 'a language');
  for (const [language, changed] of Object.entries(words)) {
    oneOf(language, languages, 'a language of words');
    checkChanges(changed);
  }
  if (typeof moderators !== 'function') throw new TypeError('moderators must be a function.');
  whole(holdMost, 'holdMost', 1, 10_000);
  whole(holdMs, 'holdMs', 1_000, Number.MAX_SAFE_INTEGER);
  const byRoom = new Map(Object.entries(rooms).map(([room, other]) => [folded(room), oneOf(other, modes, 'a mode')]));
  const modeOf = (room: string): Mode => byRoom.get(room) ?? mode;
  return { modeOf, languages: [...new Set(wanted)], words, moderators, holdMost, holdMs };
}

function folded(room: string): string {
  try {
    return roomName(room, limitsWith({}));
  } catch (cause) {
    throw new TypeError(`${JSON.stringify(room)} cannot be a room's name.`, { cause });
  }
}

function checkChanges(changed: WordChanges): void {
  known(changed, changes, 'change of words');
  for (const [name, list] of Object.entries(changed)) {
    const fits = Array.isArray(list) && list.every((word) => typeof word === 'string');
    if (!fits) throw new TypeError(`${name} must be a list of words.`);
  }
}

function known(value: object, keys: ReadonlySet<string>, what: string): void {
  if (typeof value !== 'object' || value === null) throw new TypeError(`An ${what} must be in an object.`);
  const unknown = Object.keys(value).find((key) => !keys.has(key));
  if (unknown !== undefined) throw new TypeError(`There is no ${what} ${unknown}.`);
}

function oneOf<T extends string>(value: T, all: readonly T[], what: string): T {
  if (all.includes(value)) return value;
  throw new TypeError(`${what} must be one of ${all.join(', ')}, not ${String(value)}.`);
}

function whole(value: number, what: string, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new TypeError(`${what} must be a whole number from ${least} to ${most}.`);
}
