import {
  foldText,
  formOf,
  type SearchPhrase,
  type SearchWord,
  searchTerms,
  type Token,
  tokensOf,
} from '../../../../core/index.js';

// FTS5 treats private-use characters as letters, and no token of a text contains them: typed text cannot match these markers.
/** Separates the form of a word from the rest of the word: `running` is indexed as `run`, this, and `ning`. */
const ENDING = '\ue000';
/** Precedes an emoji, which is indexed as its code points. */
const EMOJI = '\ue001';
/** Precedes a form that is not a prefix of its word, like `die` of `dying`: it is indexed in addition to the word. */
const FORM = '\ue002';

/** Longest word, in UTF-16 code units, that is indexed by its form. */
const MAX_SPLIT = 40;

/**
 * Converts a text for FTS5, which splits it into words: its tokens in order, followed by the forms that are not prefixes of their
 * words. Ideographs become overlapping pairs, the last one alone, so that a single ideograph is found as the prefix of a pair.
 */
export function indexText(text: string): string {
  const indexed: string[] = [];
  const forms: string[] = [];
  for (const token of tokensOf(foldText(text))) {
    if (token.kind === 'ideographs') indexed.push(...ideographPairs(token.text));
    else if (token.kind === 'emoji') indexed.push(indexedAs(token));
    else {
      const { word, looseForm } = indexedWord(token.text);
      indexed.push(word);
      if (looseForm !== undefined) forms.push(looseForm);
    }
  }
  return [...indexed, ...forms].join(' ');
}

/**
 * Builds the FTS5 expression for a search text, parsed by {@link searchTerms}. Typed text is quoted, so it is never syntax.
 * Returns `undefined` if the text has no words.
 */
export function matchText(text: string): string | undefined {
  const terms = searchTerms(text).map((term) => (term.type === 'phrase' ? phrase(term) : word(term)));
  return terms.length === 0 ? undefined : terms.join(' AND ');
}

function word({ kind, text, form, isPrefix }: SearchWord): string {
  if (kind === 'ideographs') return partOfRun(text);
  if (kind === 'emoji')
    return formOf({ kind, text }) === text ? anyForm(emojiCode(text)) : `"${indexedAs({ kind, text })}"`;
  // Unchanged: as indexed by an earlier release, or where the word is not a form of another word.
  const found = [isPrefix ? `"${text}" *` : `"${text}"`];
  if (!isPrefix || form !== text) found.push(anyForm(form));
  if (isPrefix) found.push(...splits(text).map((split) => `"${split}" *`));
  return `(${[...found, `"${FORM}${form}"`].join(' OR ')})`;
}

/** Matches a form and all words indexed by it. */
function anyForm(form: string): string {
  return `("${form}" OR "${form}${ENDING}" *)`;
}

/** Returns how a typed prefix may be indexed if the word's form ends within it. */
function splits(typed: string): readonly string[] {
  if (typed.length > MAX_SPLIT) return [];
  return Array.from(typed).flatMap((next, at) => {
    if (at === 0) return [];
    const [begin, end] = [typed.slice(0, at), typed.slice(at)];
    const replaced = next === 'y' ? ['i'] : next === 'i' ? ['e'] : [];
    return ['', ...replaced].map((last) => begin + last + ENDING + end);
  });
}

function phrase(term: SearchPhrase): string {
  const expression = phraseOf(term, indexedAs);
  // An index of an earlier release has unchanged words.
  const former = phraseOf(term, ({ text }) => text);
  return expression === former ? expression : `(${expression} OR ${former})`;
}

function phraseOf({ tokens }: SearchPhrase, wordOf: (token: Pick<Token, 'kind' | 'text'>) => string): string {
  const parts = tokens.map((token, at) => {
    if (token.kind !== 'ideographs') return [token.kind === 'emoji' ? indexedAs(token) : wordOf(token)];
    const found = ideographPairs(token.text);
    // A single last ideograph is indexed only at the end of a run, and a phrase may end within a run.
    return at === tokens.length - 1 && found.length > 1 ? found.slice(0, -1) : found;
  });
  const last = tokens.at(-1);
  const isOpen = last?.kind === 'ideographs' && ideographPairs(last.text).length === 1;
  return `"${parts.flat().join(' ')}"${isOpen ? ' *' : ''}`;
}

/** Returns the index term of a word or an emoji. */
function indexedAs(token: Pick<Token, 'kind' | 'text'>): string {
  const { kind, text } = token;
  const form = formOf(token);
  if (kind === 'emoji') return form === text ? emojiCode(text) : emojiCode(form) + ENDING + emojiCode(text).slice(1);
  if (form === text) return text;
  const shared = sharedLength(text, form);
  return shared === undefined ? text : form + ENDING + text.slice(shared);
}

/** Index terms of a word. */
interface IndexedWord {
  readonly word: string;
  /** A form that is not a prefix of the word. */
  readonly looseForm: string | undefined;
}

/** Words cached in memory; most words of a chat recur. */
const MAX_CACHED_WORDS = 16_384;
const cached = new Map<string, IndexedWord>();

function indexedWord(text: string): IndexedWord {
  const known = cached.get(text);
  if (known !== undefined) return known;
  const form = formOf({ kind: 'word', text });
  const isLoose = form !== text && sharedLength(text, form) === undefined;
  const indexed = { word: indexedAs({ kind: 'word', text }), looseForm: isLoose ? FORM + form : undefined };
  if (text.length > MAX_SPLIT) return indexed;
  if (cached.size >= MAX_CACHED_WORDS) cached.clear();
  cached.set(text, indexed);
  return indexed;
}

/** Returns the length of the common prefix of a word and its form, if {@link splits} expects the rest of the form. */
function sharedLength(text: string, form: string): number | undefined {
  if (text.startsWith(form)) return form.length;
  const shared = form.length - 1;
  const [last, next] = [form[shared], text[shared]];
  const isExpected = (last === 'i' && next === 'y') || (last === 'e' && next === 'i');
  return isExpected && shared > 0 && text.startsWith(form.slice(0, shared)) ? shared : undefined;
}

function emojiCode(emoji: string): string {
  return EMOJI + Array.from(emoji, (character) => (character.codePointAt(0) ?? 0).toString(16)).join('x');
}

function partOfRun(run: string): string {
  const found = ideographPairs(run);
  return found.length === 1 ? `"${run}" *` : `"${found.slice(0, -1).join(' ')}"`;
}

function ideographPairs(run: string): readonly string[] {
  const characters = [...run];
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
}
