/**
 * After so many bytes of one connection the others come first: it is not read again until the next turn of the event loop.
 * The operating system would hand over up to 2 MiB of it at once.
 */
export const READ_SLICE_BYTES = 131_072;
