import type { ClientClock, ClientRandom } from './ports.js';

/** Everything below it is a whole number that can be told from its neighbours. */
const NUMBERS = 2 ** 53;

/**
 * Returns milliseconds since the Unix epoch as they were when the program started, plus what has passed since by the monotonic
 * clock (W3C High Resolution Time): it never jumps, even when the machine's clock is set.
 */
export const steadyNow = (): number => Math.floor(performance.timeOrigin + performance.now());

/**
 * The machine's time. Its timers do keep a process of Node alive: a client that waits for its next attempt must not end
 * the program. One that is stopped has no timers.
 */
export const defaultClock: ClientClock = {
  now: steadyNow,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * The platform's randomness. An id is 128 bits in base64url (RFC 4648, section 5), a secret 192. It does without
 * `crypto.randomUUID`, which pages have on https and loopback only.
 */
export const defaultRandom: ClientRandom = {
  id: () => base64url(16),
  secret: () => base64url(24),
  between(low, high) {
    const span = high - low + 1;
    // The rest above it would make the first numbers come more often.
    const fair = NUMBERS - (NUMBERS % span);
    let drawn = whole();
    while (drawn >= fair) drawn = whole();
    return low + (drawn % span);
  },
};

/** A whole number below {@link NUMBERS}. */
function whole(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high % 2 ** 21) * 2 ** 32 + low;
}

function base64url(bytes: number): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
