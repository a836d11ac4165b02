import { type Folded, fold, wordAround } from './fold.js';
import { patternOf } from './pattern.js';
import { type Reading, readAs, readings, type Script, scriptOf } from './scripts.js';

/** The words of a language, in the notation of lists; each is looked for in its own alphabet. */
export interface WordList {
  /** What is found. */
  readonly words: readonly string[];
  /** What is innocent although a word is found in it. */
  readonly allow: readonly string[];
  /** What `~` in front of a word stands for. Default: nothing. */
  readonly prefixes?: readonly string[];
}

/** Where something was found. */
export interface Match {
  /** Where it begins in the text, in UTF-16 units. */
  readonly start: number;
  /** Where it ends, exclusively. */
  readonly end: number;
  /** Whose word it is. */
  readonly language: string;
}

/** Looks for words in texts. */
export interface WordFilter {
  /** Everything that is found, in order and without overlaps. */
  find(text: string): readonly Match[];
}

interface Search {
  readonly language: string;
  readonly script: Script;
  readonly reading: Reading;
  readonly bad: RegExp;
  readonly allow: RegExp | undefined;
}

/** Compiles lists of words, by language: one regular expression for each alphabet of each. @throws TypeError for words that are not in the notation. */
export function wordFilter(lists: Readonly<Record<string, WordList>>): WordFilter {
  const searches = Object.entries(lists).flatMap(([language, list]) => searchesOf(language, list));
  return {
    find(text) {
      const folded = fold(text);
      const matches: Match[] = [];
      const views = new Map<Script, string>();
      for (const search of searches) {
        if (!search.reading.occurs.test(text)) continue;
        const view = views.get(search.script) ?? readAs(folded.text, search.reading);
        views.set(search.script, view);
        collect(search, view, folded, matches);
      }
      return matches.length < 2 ? matches : united(matches);
    },
  };
}

/** A text with every code point of what was found as `*`; marks and invisible characters within it too. */
export function mask(text: string, matches: readonly Match[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of matches) {
    masked += text.slice(at, start) + '*'.repeat([...text.slice(start, end)].length);
    at = end;
  }
  return masked + text.slice(at);
}

function searchesOf(language: string, { words, allow, prefixes = [] }: WordList): readonly Search[] {
  return (Object.keys(readings) as Script[]).flatMap((script) => {
    const reading = readings[script];
    const written = (list: readonly string[]) => list.filter((word) => scriptOf(word) === script);
    const bad = patternOf(written(words), reading, written(prefixes));
    if (bad === undefined) return [];
    return [{ language, script, reading, bad, allow: patternOf(written(allow), reading, written(prefixes)) }];
  });
}

function collect({ language, reading, bad, allow }: Search, view: string, folded: Folded, matches: Match[]): void {
  let allowed: readonly (readonly [number, number])[] | undefined;
  let passed = 0;
  let done = 0;
  for (const { 0: found, index } of view.matchAll(bad)) {
    const end = index + found.length;
    // Numbers and signs alone are nobody's word, however they look.
    if (index < done || !/\p{L}/u.test(found)) continue;
    allowed ??= allow === undefined ? [] : spans(view, allow);
    // Both are in order: what a match has left behind concerns no later one.
    while ((allowed[passed]?.[1] ?? Infinity) <= index) passed++;
    if ((allowed[passed]?.[0] ?? Infinity) < end) continue;
    const [from, to] = reading.bounded ? wordAround(view, index, end) : [index, end];
    done = to;
    matches.push({ start: folded.starts[from] ?? 0, end: folded.ends[to - 1] ?? 0, language });
  }
}

const spans = (view: string, pattern: RegExp): readonly (readonly [number, number])[] =>
  [...view.matchAll(pattern)].map(({ 0: found, index }) => [index, index + found.length]);

function united(matches: readonly Match[]): readonly Match[] {
  const whole: Match[] = [];
  for (const match of matches.toSorted((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last === undefined || match.start >= last.end) whole.push(match);
    else if (match.end > last.end) whole.splice(-1, 1, { ...last, end: match.end });
  }
  return whole;
}
