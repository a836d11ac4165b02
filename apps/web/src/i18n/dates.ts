const DAY_MS = 86_400_000;

/** Numbers the local calendar day of a time, so that all times of one day have the same number. */
export function dayNumber(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
}

const browserLocales = (): readonly string[] => globalThis.navigator?.languages ?? [];

/**
 * Returns the locale for dates in a language: with the user's region if the browser prefers one of that language,
 * otherwise with the user's 12- or 24-hour clock.
 */
export function localeOf(language: string, browser: readonly string[] = browserLocales()): string {
  const own = browser.find((locale) => locale.split('-', 1)[0] === language);
  if (own !== undefined) return own;
  const [first] = browser;
  const { hourCycle } = new Intl.DateTimeFormat(first, { hour: 'numeric' }).resolvedOptions();
  return hourCycle === undefined ? language : new Intl.Locale(language, { hourCycle }).toString();
}

/** Cached by language: creating a formatter costs more than rendering a message row. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Formats hours and minutes. */
export function clockTime(at: number, language: string): string {
  const known = clocks.get(language);
  const clock = known ?? new Intl.DateTimeFormat(localeOf(language), { hour: '2-digit', minute: '2-digit' });
  if (known === undefined) clocks.set(language, clock);
  return clock.format(at);
}

/** Formats the full date and time, with seconds. */
export function fullTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'full', timeStyle: 'medium' }).format(at);
}

/**
 * Names a day: “Today”, “Yesterday”, or its full date.
 *
 * @param at  a time of that day, in milliseconds since the epoch
 * @param now the current time
 */
export function dayName(at: number, now: number, language: string): string {
  const ago = dayNumber(now) - dayNumber(at);
  if (ago !== 0 && ago !== 1) return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'full' }).format(at);
  const name = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-ago, 'day');
  const [first = ''] = name;
  return first.toLocaleUpperCase(language) + name.slice(first.length);
}
