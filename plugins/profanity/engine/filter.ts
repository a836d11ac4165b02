import { type Folded, fold, textOf } from './fold.js';
import { isWord, lettersAround, type TextKind, wordAround } from './judge.js';
import { codeIn, isWithin, linksIn, type Spans } from './literal.js';
import { patternOf } from './pattern.js';
import { ANYWHERE, isLetter, type Screen, screenOf } from './screen.js';
import { type Reading, readings, type Script, scriptOf } from './scripts.js';
import { crossesWord } from './segments.js';

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
  /** The language of the word. */
  readonly language: string;
  /** Whether it is in a link or in code, which {@link mask} leaves as they are. */
  readonly literal: boolean;
}

/** Looks for words in texts. */
export interface WordFilter {
  /**
   * Finds all words of the lists in a text, in order and without overlaps.
   * @param kind What the text is. Default `message`.
   */
  find(text: string, kind?: TextKind): readonly Match[];
  /** Compiles what is otherwise compiled by the first texts that need it, which takes as long as some hundred thousand texts. */
  prepare(): void;
}

interface Search {
  readonly language: string;
  readonly script: Script;
  readonly reading: Reading;
  readonly screen: Screen;
  readonly loose: RegExp;
  readonly plain: RegExp;
  readonly allow: RegExp | undefined;
}

/** Compiles lists of words, by language: patterns for each alphabet of each. @throws TypeError for words that are not in the notation. */
export function wordFilter(lists: Readonly<Record<string, WordList>>): WordFilter {
  const searches = Object.entries(lists).flatMap(([language, list]) => searchesOf(language, list));
  return {
    find(text, kind = 'message') {
      const folded = fold(text);
      let reader: Reader | undefined;
      for (const search of searches) {
        if (search.script === 'han' && !folded.hasHan) continue;
        const { classes, pairs } = search.screen;
        const { units, length } = folded;
        let next = classes[units[0] ?? 0] ?? 0;
        let letterBefore = 0;
        for (let at = 0; at < length; at++) {
          const here = next;
          next = at + 1 < length ? (classes[units[at + 1] ?? 0] ?? 0) : 1;
          const places = here === 0 ? 0 : (pairs[(here << 8) | next] ?? 0);
          if (places !== 0 && (letterBefore === 0 || (places & ANYWHERE) !== 0)) {
            reader ??= new Reader(text, folded, kind);
            const end = reader.look(search, at);
            if (end > at) {
              // What the mask covers is not looked into again.
              at = end - 1;
              next = classes[units[end] ?? 0] ?? 0;
            }
          }
          letterBefore = isLetter[units[at] ?? 0] ?? 0;
        }
      }
      return reader === undefined ? [] : united(reader.matches);
    },
    prepare() {
      for (const { loose, plain, allow } of searches) {
        for (const pattern of new Set([loose, plain, allow])) if (pattern !== undefined) compile(pattern);
      }
    },
  };
}

/** Has the engine compile a pattern: it does so at the first and at the second use, for each of its two kinds of strings. */
function compile(pattern: RegExp): void {
  for (const text of ['a', 'a', 'я', 'я']) {
    pattern.lastIndex = 0;
    pattern.test(text);
  }
  pattern.lastIndex = 0;
}

/** A text with every code point of what was found as `*`, marks and invisible characters within it too; links and code stay as they are. */
export function mask(text: string, matches: readonly Match[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end, literal } of matches) {
    if (literal) continue;
    masked += text.slice(at, start) + '*'.repeat([...text.slice(start, end)].length);
    at = end;
  }
  return masked + text.slice(at);
}

function searchesOf(language: string, { words, allow, prefixes = [] }: WordList): readonly Search[] {
  return (Object.keys(readings) as Script[]).flatMap((script) => {
    const reading = readings[script];
    const written = (list: readonly string[]) => list.filter((word) => scriptOf(word) === script);
    const pattern = (list: readonly string[], strictness: 'plain' | 'loose') =>
      patternOf(written(list), reading, written(prefixes), strictness);
    const loose = pattern(words, 'loose');
    const plain = reading.bounded ? pattern(words, 'plain') : loose;
    const allowed = pattern(allow, 'loose');
    if (loose === undefined || plain === undefined) return [];
    const screen = screenOf(written(words), reading, written(prefixes));
    const everywhere = allowed && new RegExp(allowed.source, allowed.flags.replace('y', 'g'));
    return [{ language, script, reading, screen, loose, plain, allow: everywhere }];
  });
}

/** In one text; the dictionary takes much longer than everything else. */
const MOST_LOOKUPS = 64;

/** Reads one text closely where the screen has found something. */
class Reader {
  readonly matches: Match[] = [];
  readonly #text: string;
  readonly #folded: Folded;
  readonly #kind: TextKind;
  readonly #plainText: string;
  readonly #views = new Map<Script, string>();
  readonly #allowed = new Map<Search, Spans>();
  #links: Spans | undefined;
  #code: Spans | undefined;
  #lookups = 0;

  constructor(text: string, folded: Folded, kind: TextKind) {
    this.#text = text;
    this.#folded = folded;
    this.#kind = kind;
    this.#plainText = textOf(folded);
  }

  /** Looks for a word that begins at a place. @returns Where the place to go on with is: at most `at` where there is none. */
  look(search: Search, at: number): number {
    const view = this.#view(search);
    const { loose, plain } = search;
    loose.lastIndex = at;
    if (!loose.test(view)) return at;
    const looseEnd = loose.lastIndex;
    plain.lastIndex = at;
    if (plain.test(view)) return this.#take(search, at, plain.lastIndex, true);
    return this.#kind === 'name' ? at : this.#take(search, at, looseEnd, false);
  }

  #take(search: Search, from: number, to: number, plain: boolean): number {
    if (this.#isAllowed(search, from, to)) return from;
    const start = this.#sourceStart(from);
    const end = this.#sourceEnd(to);
    this.#links ??= this.#kind === 'message' ? linksIn(this.#text) : [];
    this.#code ??= this.#kind === 'message' ? codeIn(this.#text) : [];
    const linked = isWithin(this.#links, start, end);
    const inCode = isWithin(this.#code, start, end);
    if (inCode && !plain) return from;
    const { script, language } = search;
    if (script === 'han') {
      // Longer words are hardly ever met by chance.
      if (to - from <= 2 && this.#lookups++ < MOST_LOOKUPS && crossesWord(this.#text, start, end)) return from;
      this.matches.push({ start, end, language, literal: linked || inCode });
      return to;
    }
    const text = this.#plainText;
    const original = (one: number, other: number) => this.#text.slice(this.#sourceStart(one), this.#sourceEnd(other));
    if (!isWord({ text, from, to, plain, cyrillic: script === 'cyrillic', linked, original })) return from;
    // Digits beside letters that are there themselves are no part of the word: shit123.
    const [first, last] = plain ? lettersAround(text, from, to) : wordAround(text, from, to);
    this.matches.push({
      start: this.#sourceStart(first),
      end: this.#sourceEnd(last),
      language,
      literal: linked || inCode,
    });
    return last;
  }

  #isAllowed(search: Search, from: number, to: number): boolean {
    if (search.allow === undefined) return false;
    let spans = this.#allowed.get(search);
    if (spans === undefined) {
      spans = [...this.#view(search).matchAll(search.allow)].map(({ 0: { length }, index }) => [index, index + length]);
      this.#allowed.set(search, spans);
    }
    return overlaps(spans, from, to);
  }

  /** The text as it reads in an alphabet; as long as the folded one. */
  #view({ script, reading }: Search): string {
    const known = this.#views.get(script);
    if (known !== undefined) return known;
    const text = this.#plainText;
    let view = '';
    let at = 0;
    for (let end = 0; end < text.length; end++) {
      const letter = reading.alike.get(text.charAt(end));
      if (letter === undefined) continue;
      view += text.slice(at, end) + letter;
      at = end + 1;
    }
    view += text.slice(at);
    this.#views.set(script, view);
    return view;
  }

  #sourceStart(at: number): number {
    return this.#folded.starts[at] ?? 0;
  }

  #sourceEnd(at: number): number {
    return this.#folded.ends[at - 1] ?? 0;
  }
}

/** Whether one of the spans, which are in order, and a part have something in common. */
function overlaps(spans: Spans, from: number, to: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.[1] ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  return (spans[low]?.[0] ?? Infinity) < to;
}

function united(matches: readonly Match[]): readonly Match[] {
  if (matches.length < 2) return matches;
  const whole: Match[] = [];
  for (const match of matches.toSorted((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last === undefined || match.start >= last.end) whole.push(match);
    else if (match.end > last.end) whole.splice(-1, 1, { ...last, end: match.end });
  }
  return whole;
}
