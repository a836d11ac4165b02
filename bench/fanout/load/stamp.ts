import { textBytes } from '../shapes.js';

const digits = 15;
const fence = 0x7e;
const filler =
  ' the quick brown fox jumps over the lazy dog, and nobody in the room has anything to say about it at all. ';

/** Microseconds on the load generator's own clock, whole. */
export function microseconds(): number {
  return Math.round(performance.now() * 1000);
}

/** A message's text: {@link textBytes} characters, beginning with the time `at` which its latency counts from. */
export function stamped(at: number): string {
  return `~${String(at).padStart(digits, '0')}~${filler}`.padEnd(textBytes, '.').slice(0, textBytes);
}

/** The time out of a message's text, wherever in `bytes` the text is. @throws Error when there is none. */
export function stampIn(bytes: Buffer, from: number): number {
  const open = bytes.indexOf(fence, from);
  let at = 0;
  for (let index = open + 1; index <= open + digits; index++) at = at * 10 + (bytes[index] ?? 0) - 48;
  if (open < 0 || bytes[open + 1 + digits] !== fence) throw new Error('A message came without its stamp.');
  return at;
}
