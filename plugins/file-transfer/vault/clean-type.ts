/** What a file is of which nothing is known. */
export const unknownType = 'application/octet-stream';

const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/;

/** A media type (RFC 6838) in small letters and without parameters; `application/octet-stream` for what is none. */
export function cleanType(type: string): string {
  const [bare = ''] = type.split(';', 1);
  const small = bare.trim().toLowerCase();
  return TYPE.test(small) ? small : unknownType;
}
