/** Bytes, cut at places that are taken modulo their number. */
export function piecesOf(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const inside = places.map((place) => 1 + (place % (bytes.length - 1)));
  const cuts = [0, ...[...new Set(inside)].sort((a, b) => a - b), bytes.length];
  return cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
}
