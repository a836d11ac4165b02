const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A number of bytes as people read it: `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1_024 && unit < units.length - 1; unit++) value /= 1_024;
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

/** A time as people read it, roughly: `3 days`. */
export function formatDuration(ms: number): string {
  const seconds = Math.abs(ms) / 1_000;
  const [name, each] = (
    [
      ['days', 86_400],
      ['hours', 3_600],
      ['minutes', 60],
    ] as const
  ).find(([, of]) => seconds >= 2 * of) ?? ['seconds', 1];
  return `${Math.round(seconds / each)} ${name}`;
}
