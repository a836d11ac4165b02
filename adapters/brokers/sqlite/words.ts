import { foldText, formOf, type SearchPhrase, type SearchWord, searchTerms, type Token, tokensOf } from '../../../core/index.js';

// Characters for private use are letters to FTS5, and are in no token that is cut from a text: nothing that is typed
// meets what is marked with them.
/** Before the form of a word, which is indexed besides the word where the two differ. */
const FORM = '\ue000';
/** Before an emoji, which is indexed as the numbers of its characters. */
const EMOJI = '\ue001';

/**
 * Gives a text as FTS5 gets it, which cuts it into words: each token of it in order, and after them the forms that differ
 * from their words. Ideographs are pairs that overlap, the last one alone, so that a single one is found as the
 * beginning of a pair.
 */
export function indexText(text: string): string {
  const forms = new Set<string>();
  const tokens: string[] = [];
  for (const token of tokensOf(foldText(text))) {
    if (token.kind === 'ideographs') tokens.push(...pairs(token.text));
    else {
      const word = indexed(token);
      const form = formOf(token);
      tokens.push(word);
      if (form !== token.text) forms.add(FORM + indexed({ kind: token.kind, text: form }));
    }
  }
  return [...tokens, ...forms].join(' ');
}

/**
 * Gives the expression of FTS5 that finds a text as {@link searchTerms} reads it. All of it that was typed is quoted, so no
 * text has a meaning as syntax. `undefined` where the text has no words, and so nothing to be found by.
 */
export function matchText(text: string): string | undefined {
  const terms = searchTerms(text).map((term) => (term.type === 'phrase' ? phrase(term) : word(term)));
  return terms.length === 0 ? undefined : terms.join(' AND ');
}

function word(term: SearchWord): string {
  if (term.kind === 'ideographs') return partOfRun(term.text);
  const form = indexed({ kind: term.kind, text: term.form });
  const exact = `"${indexed(term)}"${term.isPrefix ? ' *' : ''}`;
  const forms = [...(term.form === term.text ? [] : [`"${form}"`]), `"${FORM}${form}"`];
  return `(${[exact, ...forms].join(' OR ')})`;
}

function phrase({ tokens }: SearchPhrase): string {
  const parts = tokens.map((token, at) => {
    if (token.kind !== 'ideographs') return [indexed(token)];
    const found = pairs(token.text);
    // The last one stands alone only where a run ends: the end of a phrase may be within a run.
    return at === tokens.length - 1 && found.length > 1 ? found.slice(0, -1) : found;
  });
  const last = tokens.at(-1);
  const isOpen = last?.kind === 'ideographs' && pairs(last.text).length === 1;
  return `"${parts.flat().join(' ')}"${isOpen ? ' *' : ''}`;
}

function partOfRun(run: string): string {
  const found = pairs(run);
  return found.length === 1 ? `"${run}" *` : `"${found.slice(0, -1).join(' ')}"`;
}

function indexed({ kind, text }: Pick<Token, 'kind' | 'text'>): string {
  if (kind !== 'emoji') return text;
  return EMOJI + Array.from(text, (character) => (character.codePointAt(0) ?? 0).toString(16)).join('x');
}

function pairs(run: string): readonly string[] {
  const characters = [...run];
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
}
