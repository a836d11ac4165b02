/** One emoji, as the picker and the completion know it. */
export interface Emoji {
  readonly emoji: string;
  /** Its name in the page's language. */
  readonly name: string;
  /** What it goes by between colons, in English: `tada`. */
  readonly codes: readonly string[];
  /** Everything that finds it, in lower case and by spaces. */
  readonly words: string;
  /** Which of the groups of Unicode it is in, from 0. */
  readonly group: number;
}

/** Newer ones are boxes on too many systems. */
const NEWEST_VERSION = 15;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

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
 * Puts the lists of two languages together, so that an emoji is found in either.
 *
 * @param english the list in English, which has the codes
 * @param local   the list in the page's language; the English one again where that is English
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
 * The emoji that all of the words lead to; those that begin with what was typed come first.
 *
 * @param typed words, or the beginnings of words
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

/** A code, without its colons, and what it stands for. */
export interface EmojiCode {
  readonly name: string;
  readonly emoji: string;
}

/**
 * The codes that something typed after a colon may become, shorter ones first.
 *
 * @param most how many
 */
export function codesStartingWith(all: readonly Emoji[], beginning: string, most: number): readonly EmojiCode[] {
  const start = beginning.toLowerCase();
  const hits = all.flatMap(({ codes, emoji }) => {
    const code = codes.find((candidate) => candidate.startsWith(start));
    return code === undefined ? [] : [{ name: code, emoji }];
  });
  return hits.sort((a, b) => a.name.length - b.name.length).slice(0, most);
}
