const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

const secondsOf: Readonly<Record<string, number>> = { w: 604_800, ...Object.fromEntries(units) };

/** The longest time that can be named: ten years, in seconds. Whatever shall last longer has no end. */
export const LONGEST_SECONDS = 315_360_000;

/** Whether a word is meant to be a time, though it may be a wrong one. */
export function looksLikeTime(word: string): boolean {
  return /^\d+\p{L}*$/u.test(word) || /^(?:\d+[a-z])+$/i.test(word);
}

/** The seconds of a time as people type it, `30s`, `10m`, `2h`, `7d`, `1h30m`; `undefined` for what is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d{1,9}[wdhms])+$/i.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit = ''] of text.toLowerCase().matchAll(/(\d+)([a-z])/g)) {
    seconds += Number(count) * (secondsOf[unit] ?? 0);
  }
  return seconds >= 1 && seconds <= LONGEST_SECONDS ? seconds : undefined;
}

/** A time as people read it: `2h`, `1h30m`. Parts of a second count as a whole one, so that nothing is over too soon. */
export function formatDuration(ms: number): string {
  let rest = Math.max(1, Math.ceil(ms / 1_000));
  let text = '';
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
