const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Ten years, the longest that a server takes. */
const MAX_SECONDS = 315_360_000;

/** The seconds of a time as people type it, `30s`, `10m`, `2h`, `1h30m`; `undefined` for what is none. */
export function parseDuration(word: string): number | undefined {
  if (!/^(?:\d{1,9}[wdhms])+$/i.test(word)) return undefined;
  let seconds = 0;
  for (const [, count, unit = ''] of word.toLowerCase().matchAll(/(\d+)([a-z])/g)) {
    seconds += Number(count) * (SECONDS[unit] ?? 0);
  }
  return seconds >= 1 && seconds <= MAX_SECONDS ? seconds : undefined;
}

/** Whether a word is meant to be a time, though it may be a wrong one. */
export const looksLikeDuration = (word: string): boolean => /^\d+\p{L}*$/u.test(word) || /^(?:\d+[a-z])+$/i.test(word);
