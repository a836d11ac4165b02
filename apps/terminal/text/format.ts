const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const longDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
/** Dates beyond are none for JavaScript, and no server's clock says so. */
const LAST = 8.64e15;

const date = (at: number): Date => new Date(Number.isFinite(at) && Math.abs(at) <= LAST ? at : 0);

/** `10:02`, by the machine's own clock. */
export const timeOf = (at: number): string => clockTime.format(date(at));

/** `Saturday 21 November 2026`. */
export const dayOf = (at: number): string => longDay.format(date(at)).replace(',', '');

/** Whether two moments are on one day, by the machine's own clock. */
export const isSameDay = (one: number, other: number): boolean =>
  date(one).toDateString() === date(other).toDateString();

/** A number of bytes as people read it: `812 B`, `1.2 MB`, in powers of 1000. */
export function sizeOf(bytes: number): string {
  let amount = bytes;
  let unit = 'B';
  for (const larger of UNITS) {
    if (Math.round(amount) < 1_000) break;
    amount /= 1_000;
    unit = larger;
  }
  return `${unit === 'B' || amount >= 9.95 ? Math.round(amount) : amount.toFixed(1)} ${unit}`;
}

/** `▓▓▓░░░░░░░`, for a share from 0 to 1. */
export function barOf(share: number, width = 10): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '▓'.repeat(full) + '░'.repeat(width - full);
}

/** `1 message`, `7 messages`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
