/** The languages there is a catalogue for. */
export const languages = ['en', 'ru', 'zh'] as const;

/** A language that the page speaks. */
export type Language = (typeof languages)[number];

const isLanguage = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);

/**
 * The first of somebody's languages that the page speaks.
 *
 * @param preferred language tags, the best first, as in `navigator.languages`: `zh-Hans-CN` is spoken as `zh`
 * @returns English when none is spoken
 */
export function languageFor(preferred: readonly string[]): Language {
  const spoken = preferred.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return spoken.find(isLanguage) ?? 'en';
}
