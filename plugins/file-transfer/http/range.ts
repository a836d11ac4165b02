/** Bytes from `first` up to `last`, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The part of a file that a `Range` asks for (RFC 9110, section 14); `undefined`: all of it, also for what is not
 * understood and for several parts at once; `none`: a part that there is not.
 */
export function rangeIn(header: string | undefined, size: number): ByteRange | 'none' | undefined {
  const match = /^bytes=[ \t]*(?:(\d+)-(\d*)|-(\d+))[ \t]*$/i.exec(header ?? '');
  if (match === null) return undefined;
  const [, from, to, suffix] = match;
  if (from === undefined) {
    const length = Math.min(Number(suffix), size);
    return length === 0 ? 'none' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === undefined || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first >= size) return 'none';
  return Number(to || first) < first ? undefined : { first, last };
}

/** Whether `If-None-Match` names what there is (RFC 9110, section 13.1.2). */
export function noneMatches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return true;
  if (header.trim() === '*') return false;
  return !header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);
}

/** Whether a range may be given: `If-Range` names the very same contents, or is not there. A date never does. */
export function rangeHolds(header: string | readonly string[] | undefined, etag: string): boolean {
  return header === undefined || (typeof header === 'string' && header.trim() === etag);
}

/** Which bytes of how many a body is. */
export interface ContentRange extends ByteRange {
  /** `undefined`: the sender did not say. */
  readonly size: number | undefined;
}

/** A `Content-Range` of a request (RFC 9110, section 14.4); `undefined`: it makes no sense. */
export function contentRange(header: string): ContentRange | undefined {
  const match = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16}|\*)$/i.exec(header.trim());
  if (match === null) return undefined;
  const [, from, to, of] = match;
  const first = Number(from);
  const last = Number(to);
  const size = of === '*' ? undefined : Number(of);
  const fits = first <= last && Number.isSafeInteger(last) && (size === undefined || last < size);
  return fits ? { first, last, size } : undefined;
}
