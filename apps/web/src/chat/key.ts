/**
 * A key for a message of ours: 22 characters of `[A-Za-z0-9_-]`, 128 random bits.
 * `crypto.randomUUID` would do, but exists on https and loopback only.
 */
export function createMessageKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
