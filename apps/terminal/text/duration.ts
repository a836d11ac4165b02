const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Whether a word is meant to be a time, though it may be a wrong one. */
export const looksLikeTime = (word: string): boolean => /^\d+\p{L}*$/u.test(word) || /^(?:\d+[a-z])+$/i.test(word);

/** The seconds of a time as people type it, `30s`, `10m`, `2h`, `7d`, `1h30m`; `undefined` for what is none. */
export function secondsIn(word: string): number | undefined {
  if (!/^(?:\d{1,9}[wdhms])+$/i.test(word)) return undefined;
  let seconds = 0;
  for (const [, count, unit = ''] of word.toLowerCase().matchAll(/(\d+)([a-z])/g)) {
    seconds += Number(count) * (SECONDS[unit] ?? 0);
  }
  return seconds;
}

/** A time as people read it: `2h`, `1h30m`. */
export function durationText(ms: number): string {
  let rest = Math.max(1, Math.ceil(ms / 1_000));
  let text = '';
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = SECONDS[unit] ?? 1;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest %= size;
  }
  return text;
}
