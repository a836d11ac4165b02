const STEP = 1_000;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/**
 * A size as people read it: `150 kB`.
 *
 * @param bytes    from 0 on
 * @param language of the unit
 */
export function formatBytes(bytes: number, language: string): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(STEP) + 1e-9));
  const value = bytes / STEP ** step;
  const unit = UNITS[step] ?? 'byte';
  const digits = value < 10 && step > 0 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    // “5 byte” is what the short form has for bytes.
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(value);
}

/** How much of something is done: `62 %`. */
export function formatShare(done: number, whole: number, language: string): string {
  const share = whole === 0 ? 1 : Math.min(1, done / whole);
  // All of it is said only when it is.
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share < 1 ? Math.floor(share * 100) / 100 : 1);
}
