import type { Deframer, FrameSink } from '../../../../adapters/transports/tcp/deframer.js';
import type { Frame } from '../../../../core/index.js';

/** Writes down frames, and the codes of faults as `!CODE`. */
export function listing(): FrameSink & { readonly list: (Frame | string)[] } {
  const list: (Frame | string)[] = [];
  return {
    list,
    frame: (frame) => void list.push(frame),
    rejected: ({ code }) => void list.push(`!${code}`),
  };
}

/** What a deframer finds in bytes that come in these pieces and then end. */
export function found(deframer: Deframer, pieces: readonly Uint8Array[]): (Frame | string)[] {
  const sink = listing();
  for (const piece of pieces) deframer.push(Buffer.from(piece), sink);
  deframer.end(sink);
  return sink.list;
}

/** Cuts bytes at these places, which may be in any order and beyond the end. */
export function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...sorted].map((from, at) => bytes.subarray(from, sorted[at] ?? bytes.length));
}
