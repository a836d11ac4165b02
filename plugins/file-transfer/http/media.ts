import { unknownType } from '../vault/clean-type.js';

/** What a browser may be told a file is: nothing in these can run. By the extensions that go with them. */
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
