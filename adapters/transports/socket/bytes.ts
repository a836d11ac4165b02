/** A view that has less of its memory than this share would keep too much of it alive. */
const MIN_SHARE = 0.5;

/**
 * Bytes to be handed on, which nobody overwrites: as they are where most of the memory beneath is theirs, else a copy, for a
 * view would keep the whole read of up to 64 KiB alive, and other frames in it.
 */
export function detachBytes(bytes: Buffer): Uint8Array {
  const { buffer, byteOffset, length } = bytes;
  if (length < buffer.byteLength * MIN_SHARE) return new Uint8Array(bytes);
  return new Uint8Array(buffer, byteOffset, length);
}
