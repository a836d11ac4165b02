import { signal } from '@preact/signals';
import english from 'emoji-picker-element-data/en/emojibase/data.json?url';
import russian from 'emoji-picker-element-data/ru/emojibase/data.json?url';
import chinese from 'emoji-picker-element-data/zh/emojibase/data.json?url';
import type { Language } from '../../i18n/index.js';
import { codesStartingWith, type Emoji, type EmojiCode, parseEmoji } from './emoji.js';

const files: Readonly<Record<Language, string>> = { en: english, ru: russian, zh: chinese };

const fetched = new Map<string, Promise<unknown>>();

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The list of emoji could not be fetched: ${response.status}.`);
  return response.json();
}

/** Fetches a file once; a failed request is repeated the next time. */
function file(url: string): Promise<unknown> {
  const known = fetched.get(url);
  if (known !== undefined) return known;
  const coming = fetchJson(url);
  fetched.set(url, coming);
  coming.catch(() => fetched.delete(url));
  return coming;
}

/** Maximum number of suggestions. */
const MAX_SUGGESTED = 8;

const ready = signal<readonly Emoji[] | undefined>(undefined);

/**
 * Loads all emoji with names in a language.
 *
 * @throws Error if the lists cannot be fetched
 */
export async function loadEmoji(language: Language): Promise<readonly Emoji[]> {
  const [base, local] = await Promise.all([file(files.en), file(files[language])]);
  const all = parseEmoji(base, local);
  ready.value = all;
  return all;
}

/**
 * Finds emoji by the start of a shortcode, loading the list on first use. Reads a signal: components rerender when the list has
 * loaded.
 */
export function emojiByCode(beginning: string): readonly EmojiCode[] {
  if (ready.value !== undefined) return codesStartingWith(ready.value, beginning, MAX_SUGGESTED);
  // Without the list there are no suggestions.
  loadEmoji('en').catch(() => {});
  return [];
}
