/** What is behind it comes in one go with the end. */
const SHARE = 0.95;

/** Places in a file, in order, at which a transfer is cut: one somewhere in each of as many equal parts. */
export function cutsOf(size: number, count: number, seed: number): readonly number[] {
  let state = seed;
  return Array.from({ length: count }, (_, index) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor(((index + state / 2 ** 32) * size * SHARE) / count);
  });
}
