const DAY_MS = 86_400_000;

const midnight = (at: number): number => {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
};

/** Names the day that a time belongs to, where the reader is: the same for all times of one day. */
export function dayNumber(at: number): number {
  return midnight(at) / DAY_MS;
}

/** What the browser is set to, most wanted first. */
const wanted = (): readonly string[] => globalThis.navigator?.languages ?? [];

/**
 * The page's language as the reader writes it: with their region, where the browser is set to one of that language, and with
 * twelve or twenty-four hours as they are used to.
 */
export function localeOf(language: string, browser: readonly string[] = wanted()): string {
  const own = browser.find((locale) => locale.split('-', 1)[0] === language);
  if (own !== undefined) return own;
  const [first] = browser;
  const { hourCycle } = new Intl.DateTimeFormat(first, { hour: 'numeric' }).resolvedOptions();
  return hourCycle === undefined ? language : new Intl.Locale(language, { hourCycle }).toString();
}

/** By language: to make one takes longer than all the rest of a message's row. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Hours and minutes, as the reader writes them. */
export function clockTime(at: number, language: string): string {
  const known = clocks.get(language);
  const clock = known ?? new Intl.DateTimeFormat(localeOf(language), { hour: '2-digit', minute: '2-digit' });
  if (known === undefined) clocks.set(language, clock);
  return clock.format(at);
}

/** Day and time in full. */
export function fullTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'full', timeStyle: 'medium' }).format(at);
}

/**
 * A day's name: “Today”, “Yesterday”, or the date.
 *
 * @param at  a time of that day, in milliseconds since the epoch
 * @param now the present time
 */
export function dayName(at: number, now: number, language: string): string {
  const ago = dayNumber(now) - dayNumber(at);
  if (ago !== 0 && ago !== 1) return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'full' }).format(at);
  const name = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-ago, 'day');
  const [first = ''] = name;
  return first.toLocaleUpperCase(language) + name.slice(first.length);
}
