import { type WordFilter, type WordList, wordFilter } from './engine/filter.js';
import type { Language, WordChanges } from './options.js';
import { en } from './words/en.js';
import { ru } from './words/ru.js';
import { zh } from './words/zh.js';

/** The lists that come with the plugin. */
export const wordLists: Readonly<Record<Language, WordList>> = { en, ru, zh };

/** Filters of unchanged lists, by their languages: they are dear to make, and keep nothing of what they read. */
const stockFilters = new Map<string, WordFilter>();

/** A filter with the lists that come with the plugin. */
export function defaultFilter(): WordFilter {
  return wordFilter(wordLists);
}

/**
 * A filter for some languages, with changes to their lists.
 * @throws TypeError for a word that is not in the notation, or one to remove that is not in the list.
 */
export function filterFor(
  languages: readonly Language[],
  changes: Readonly<Partial<Record<Language, WordChanges>>>,
): WordFilter {
  const isStock = languages.every((language) => changes[language] === undefined);
  const key = languages.join();
  const known = isStock ? stockFilters.get(key) : undefined;
  if (known !== undefined) return known;
  const filter = wordFilter(
    Object.fromEntries(languages.map((language) => [language, changed(language, changes[language] ?? {})])),
  );
  if (isStock) stockFilters.set(key, filter);
  return filter;
}

function changed(language: Language, { add = [], remove = [], allow = [] }: WordChanges): WordList {
  const list = wordLists[language];
  const missing = remove.find((word) => !list.words.includes(word));
  if (missing !== undefined) throw new TypeError(`${JSON.stringify(missing)} is not a word of the list ${language}.`);
  const words = list.words.filter((word) => !remove.includes(word));
  return { ...list, words: [...words, ...add], allow: [...list.allow, ...allow] };
}
