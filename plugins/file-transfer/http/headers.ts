import { unknownType } from '../file-store/names.js';

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

/** Media types that are safe to serve: none can run scripts. With their extensions. */
const harmless: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'audio/aac': ['aac'],
  'audio/flac': ['flac'],
  'audio/mp4': ['m4a'],
  'audio/mpeg': ['mp3'],
  'audio/ogg': ['oga', 'ogg', 'opus'],
  'audio/wav': ['wav'],
  'audio/webm': ['weba'],
  'image/avif': ['avif'],
  'image/bmp': ['bmp'],
  'image/gif': ['gif'],
  'image/jpeg': ['jpeg', 'jpg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'text/plain': ['log', 'txt'],
  'video/mp4': ['m4v', 'mp4'],
  'video/ogg': ['ogv'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
};

const byExtension: ReadonlyMap<string, string> = new Map(
  Object.entries(harmless).flatMap(([type, extensions]) => extensions.map((extension) => [extension, type] as const)),
);

/** The `Content-Type` for a file whose sender said it is of a type: that one, or a stream of bytes. */
export function servedType(type: string): string {
  if (!Object.hasOwn(harmless, type)) return unknownType;
  return type === 'text/plain' ? 'text/plain; charset=utf-8' : type;
}

/** Whether a file may be shown within a page: pictures that are only pictures. */
export function isPreview(type: string): boolean {
  return type.startsWith('image/') && Object.hasOwn(harmless, type);
}

/** What a file probably is, by its name, where the sender does not say. */
export function guessedType(name: string): string {
  const extension = /\.([^.]+)$/.exec(name)?.[1];
  return byExtension.get(extension?.toLowerCase() ?? '') ?? unknownType;
}

/**
 * A `Content-Disposition` (RFC 6266) for a name that has been cleaned: a part in ASCII for old clients, and the name
 * itself in UTF-8 (RFC 8187).
 */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  // Clients decode percent signs in it, though they should not.
  const plain = name.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_');
  return `${kind}; filename="${plain}"; filename*=UTF-8''${extended(name)}`;
}

/** With all escaped that RFC 8187 does not take as it is. */
function extended(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
