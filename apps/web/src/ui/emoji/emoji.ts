/** An emoji of the picker. */
export interface Emoji {
  readonly emoji: string;
  /** Name in the page's language. */
  readonly name: string;
  /** Shortcodes in English, without colons: `tada`. */
  readonly codes: readonly string[];
  /** Search words, lower case, separated by spaces. */
  readonly words: string;
  /** Unicode group number. */
  readonly group: number;
}

/** Newer emoji lack glyphs on many systems. */
const NEWEST_VERSION = 15;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

interface Entry {
  readonly emoji: string;
  readonly annotation: string;
  readonly tags: readonly string[];
  readonly shortcodes: readonly string[];
  readonly group: number;
}

function readEntries(file: unknown): readonly Entry[] {
  if (!Array.isArray(file)) return [];
  return file.flatMap((raw: unknown): readonly Entry[] => {
    if (!isRecord(raw)) return [];
    const { emoji, annotation, group, version, tags, shortcodes } = raw;
    if (typeof emoji !== 'string' || typeof annotation !== 'string' || typeof group !== 'number') return [];
    if (typeof version !== 'number' || version > NEWEST_VERSION) return [];
    return [{ emoji, annotation, group, tags: strings(tags), shortcodes: strings(shortcodes) }];
  });
}

/**
 * Merges the lists of two languages, so that an emoji is found in either.
 *
 * @param english the English list, with shortcodes
 * @param local   the list in the page's language
 */
export function parseEmoji(english: unknown, local: unknown): readonly Emoji[] {
  const localNames = new Map(readEntries(local).map((entry) => [entry.emoji, entry]));
  return readEntries(english).map(({ emoji, annotation, tags, shortcodes, group }) => {
    const here = localNames.get(emoji);
    const words = [annotation, ...tags, ...shortcodes, here?.annotation ?? '', ...(here?.tags ?? [])];
    return {
      emoji,
      name: here?.annotation ?? annotation,
      codes: shortcodes,
      words: [...new Set(words.join(' ').toLowerCase().replaceAll('_', ' ').split(/\s+/))].join(' '),
      group,
    };
  });
}

/**
 * Finds the emoji that match all words; matches at the start of a name or shortcode come first.
 *
 * @param typed words or their beginnings
 */
export function searchEmoji(all: readonly Emoji[], typed: string): readonly Emoji[] {
  const wanted = typed.toLowerCase().replaceAll(/[:_]/g, ' ').split(/\s+/).filter(Boolean);
  const [first] = wanted;
  if (first === undefined) return all;
  const hits = all.filter(({ words }) => wanted.every((word) => words.includes(word)));
  const isBest = ({ codes, name }: Emoji) =>
    name.toLowerCase().startsWith(first) || codes.some((code) => code.startsWith(first));
  return [...hits.filter(isBest), ...hits.filter((hit) => !isBest(hit))];
}

/** A shortcode without colons, and its emoji. */
export interface EmojiCode {
  readonly name: string;
  readonly emoji: string;
}

/**
 * Finds shortcodes that start with a prefix, shortest first.
 *
 * @param most maximum number
 */
export function codesStartingWith(all: readonly Emoji[], beginning: string, most: number): readonly EmojiCode[] {
  const start = beginning.toLowerCase();
  const hits = all.flatMap(({ codes, emoji }) => {
    const code = codes.find((candidate) => candidate.startsWith(start));
    return code === undefined ? [] : [{ name: code, emoji }];
  });
  return hits.sort((a, b) => a.name.length - b.name.length).slice(0, most);
}

const KEY = 'partyline.emoji';
/** Two rows of the grid. */
const MAX_RECENT = 16;
/** Shown before any emoji was picked. */
const DEFAULTS = ['👍️', '❤️', '😂', '🎉', '👀', '🙏', '🔥', '✅️'];

/** Returns the most recently picked emoji, newest first. */
export function recentEmoji(): readonly string[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    const picked = Array.isArray(saved) ? saved.filter((item) => typeof item === 'string') : [];
    return [...new Set([...picked, ...DEFAULTS])].slice(0, MAX_RECENT);
  } catch {
    return DEFAULTS;
  }
}

/** Records a picked emoji. */
export function rememberEmoji(emoji: string): void {
  try {
    const picked = recentEmoji().filter((other) => other !== emoji);
    localStorage.setItem(KEY, JSON.stringify([emoji, ...picked].slice(0, MAX_RECENT)));
  } catch {
    // Private windows may block storage.
  }
}
