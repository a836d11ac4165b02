import { useEffect, useState } from 'preact/hooks';

/** Whole seconds until a time, counted down; 0 when there is none, or when it has come. */
export function useSecondsUntil(until: number | undefined): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (until === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1_000));
}
