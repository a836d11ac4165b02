/** A time: milliseconds, or a number with its unit: `'250ms'`, `'5s'`, `'2m'`, `'1h'`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h'}`;

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A duration in milliseconds. @throws TypeError for what is none, or is negative. */
export function milliseconds(duration: Duration): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(typeof duration === 'number' ? '' : duration) ?? [];
  const ms = typeof duration === 'number' ? duration : Number(amount) * (units[unit ?? ''] ?? Number.NaN);
  if (!(ms >= 0 && ms < Number.POSITIVE_INFINITY)) {
    throw new TypeError(
      `A duration is a number of milliseconds, '250ms', '5s', '2m' or '1h', not ${String(duration)}.`,
    );
  }
  return ms;
}
