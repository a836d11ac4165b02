import { dayNumber } from '../i18n/dates.js';

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

// Formatters are expensive to create, and a table of 500 rows needs thousands of calls.
function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  const known = numbers.get(key) ?? new Intl.NumberFormat(language, options);
  numbers.set(key, known);
  return known;
}

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = dates.get(key) ?? new Intl.DateTimeFormat(language, options);
  dates.set(key, known);
  return known;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Formats bytes with up to three digits: `0B`, `1.24 kB`, `310 MB`. */
export function formatBytes(count: number, language: string): string {
  const power = count < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  const unit = units[power] ?? 'byte';
  const scaled = count / 1_000 ** power;
  const unitDisplay = power === 0 ? 'narrow' : 'short';
  const format = numberFormat(language, { style: 'unit', unit, unitDisplay, maximumSignificantDigits: 3 });
  return format.format(scaled);
}

/** Formats a count: `1,204`; from ten thousand on `12.3K`. */
export function formatCount(value: number, language: string): string {
  if (value < 10_000) return numberFormat(language, { maximumFractionDigits: 0 }).format(value);
  return numberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 }).format(value);
}

/** Formats a rate: one decimal below 100. */
export function formatRate(value: number, language: string): string {
  if (value === 0 || value >= 100) return formatCount(Math.round(value), language);
  return numberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

/** Formats milliseconds: `0.4 ms`, `12 ms`, `1.2 sec`. */
export function formatMs(value: number, language: string): string {
  const [unit, scaled] = value < 1_000 ? (['millisecond', value] as const) : (['second', value / 1_000] as const);
  const digits = scaled < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 };
  return numberFormat(language, { style: 'unit', unit, unitDisplay: 'short', ...digits }).format(scaled);
}

const spans = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Formats a duration in its two largest units: `3d 4h`, `12m 5s`. */
export function formatSpan(ms: number, language: string): string {
  let left = Math.max(0, Math.floor(ms / 1_000));
  const parts: string[] = [];
  for (const [unit, seconds] of spans) {
    const whole = Math.floor(left / seconds);
    left -= whole * seconds;
    if (whole === 0 && parts.length === 0 && unit !== 'second') continue;
    if (parts.length < 2 && (whole > 0 || parts.length === 0)) {
      parts.push(numberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(whole));
    }
  }
  return parts.join(' ');
}

/** Formats a time of day with seconds, and the date if it is not today. */
export function formatTime(at: number, language: string, now = Date.now()): string {
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const day = dayNumber(at) === dayNumber(now) ? {} : ({ month: 'short', day: 'numeric' } as const);
  return dateFormat(language, { ...day, ...time }).format(at);
}

/** Returns a URL if it is a path of this gateway. */
export function localPath(url: string): string | undefined {
  return /^\/(?![/\\])[!-~]*$/.test(url) ? url : undefined;
}
