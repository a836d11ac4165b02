/** An id of a file: nothing in it means anything in a path. */
const ID = /^[\w-]{8,128}$/;

/**
 * Where a file can be fetched: always below the path that the page itself came from, whatever the message says.
 *
 * @param base the path that the gateway is under, with a slash at its end
 * @returns `undefined` for what is no file of the gateway's
 */
export function fileUrl(base: string, id: string, name: string): string | undefined {
  if (!ID.test(id) || name === '' || name.length > 1_000) return undefined;
  try {
    return `${base}files/${id}/${encodeURIComponent(name)}`;
  } catch {
    // Half a character has no place in an address.
    return undefined;
  }
}
