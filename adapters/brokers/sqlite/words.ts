import {
  foldText,
  formOf,
  type SearchPhrase,
  type SearchWord,
  searchTerms,
  type Token,
  tokensOf,
} from '../../../core/index.js';

// Characters for private use are letters to FTS5, and are in no token that is cut from a text: nothing that is typed
// meets what is marked with them.
/** Between the form of a word and how the word differs from it: `running` is indexed as `run`, this, and `ning`. */
const ENDING = '\ue000';
/** Before an emoji, which is indexed as the numbers of its characters. */
const EMOJI = '\ue001';
/** Before a form that its word does not begin with, like `die` of `dying`: it is indexed besides the word. */
const FORM = '\ue002';

/** Longer words have no form: UTF-16 code units. */
const MAX_SPLIT = 40;

/**
 * Gives a text as FTS5 gets it, which cuts it into words: each token of it in order, and after them the few forms that are
 * no beginning of their words. Ideographs are pairs that overlap, the last one alone, so that a single one is found as
 * the beginning of a pair.
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
 * Gives the expression of FTS5 that finds a text as {@link searchTerms} reads it. All of it that was typed is quoted, so no
 * text has a meaning as syntax. `undefined` where the text has no words, and so nothing to be found by.
 */
export function matchText(text: string): string | undefined {
  const terms = searchTerms(text).map((term) => (term.type === 'phrase' ? phrase(term) : word(term)));
  return terms.length === 0 ? undefined : terms.join(' AND ');
}

function word({ kind, text, form, isPrefix }: SearchWord): string {
  if (kind === 'ideographs') return partOfRun(text);
  if (kind === 'emoji')
    return formOf({ kind, text }) === text ? anyForm(emojiCode(text)) : `"${indexedAs({ kind, text })}"`;
  // As it stands: so it is in an index that was made by an earlier release, and where it is no form of another word.
  const found = [isPrefix ? `"${text}" *` : `"${text}"`];
  if (!isPrefix || form !== text) found.push(anyForm(form));
  if (isPrefix) found.push(...splits(text).map((split) => `"${split}" *`));
  return `(${[...found, `"${FORM}${form}"`].join(' OR ')})`;
}

/** Finds a form, and every word that was indexed by it. */
function anyForm(form: string): string {
  return `("${form}" OR "${form}${ENDING}" *)`;
}

/** How the beginning of a word may be indexed when its form ends within what was typed. */
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
  // An index that was made by an earlier release has words as they stand.
  const former = phraseOf(term, ({ text }) => text);
  return expression === former ? expression : `(${expression} OR ${former})`;
}

function phraseOf({ tokens }: SearchPhrase, wordOf: (token: Pick<Token, 'kind' | 'text'>) => string): string {
  const parts = tokens.map((token, at) => {
    if (token.kind !== 'ideographs') return [token.kind === 'emoji' ? indexedAs(token) : wordOf(token)];
    const found = ideographPairs(token.text);
    // The last one stands alone only where a run ends: the end of a phrase may be within a run.
    return at === tokens.length - 1 && found.length > 1 ? found.slice(0, -1) : found;
  });
  const last = tokens.at(-1);
  const isOpen = last?.kind === 'ideographs' && ideographPairs(last.text).length === 1;
  return `"${parts.flat().join(' ')}"${isOpen ? ' *' : ''}`;
}

/** The one word of the index that stands for a word or an emoji. */
function indexedAs(token: Pick<Token, 'kind' | 'text'>): string {
  const { kind, text } = token;
  const form = formOf(token);
  if (kind === 'emoji') return form === text ? emojiCode(text) : emojiCode(form) + ENDING + emojiCode(text).slice(1);
  if (form === text) return text;
  const shared = sharedLength(text, form);
  return shared === undefined ? text : form + ENDING + text.slice(shared);
}

/** What is indexed of a word. */
interface IndexedWord {
  readonly word: string;
  /** A form that the word does not begin with. */
  readonly looseForm: string | undefined;
}

/** Words kept in memory; most words of a conversation come again. */
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

/** How much of a word its form begins with, where the rest of the form is as {@link splits} expects it. */
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
