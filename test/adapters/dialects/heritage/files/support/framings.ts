import type { Framing } from '../../../../../../core/index.js';

/** A framing that takes binary frames, whole. */
export const plainFraming: Framing = {
  name: 'frames',
  binary: true,
  delimited: true,
  pack: (frames) => ({ frames, byteLength: 0 }),
  join: () => new Uint8Array(0),
};

/** The same, that also takes them in two parts. */
export const framing: Framing = { ...plainFraming, packSplit: ({ head, body }) => [head, body] };

/** One that takes text only. */
export const textFraming: Framing = { ...plainFraming, binary: false };
