import { useEffect, useState } from 'preact/hooks';

const REFRESH_MS = 250;

/**
 * Counts down to a deadline.
 *
 * @param until deadline by `performance.now()`, which does not jump when the system clock is set
 * @returns whole seconds left; 0 without a deadline or after it
 */
export function useSecondsUntil(until: number | undefined): number {
  const [now, setNow] = useState(performance.now());
  useEffect(() => {
    setNow(performance.now());
    if (until === undefined) return;
    const timer = setInterval(() => setNow(performance.now()), REFRESH_MS);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1_000));
}
