/** A larger file would have to be in memory as a whole: it goes without. */
const MAX_HASHED_BYTES = 32 * 1024 * 1024;

/**
 * The SHA-256 of a file, by which the server sees that it has come whole.
 *
 * @returns in hexadecimal digits; `undefined` for a large file, one that cannot be read, and where the browser has no digests
 */
export async function sha256Of(file: Blob): Promise<string | undefined> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (file.size > MAX_HASHED_BYTES || subtle === undefined) return undefined;
  try {
    const digest = await subtle.digest('SHA-256', await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return undefined;
  }
}
