import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

/** A file of the web page, whole and in memory. */
export interface PageFile {
  readonly body: Buffer;
  /** For `Content-Type`. */
  readonly type: string;
  /** For `ETag` (RFC 9110, section 8.8.3): follows from the bytes. */
  readonly etag: string;
}

/** The files of the built web page. */
export interface PageFiles {
  /**
   * Finds a file by the path of a URL, such as `/index.html`. @returns `undefined`: there is none, nor was there.
   * @throws the system's error where one is there that was never read and cannot be read now.
   */
  find(path: string): Promise<PageFile | undefined>;
  /** Reads every file into memory, so that pages are served even when no more files can be opened. Never rejects. */
  preload(): Promise<void>;
}

/** What the memory for pages is bounded by. */
export interface PageCacheOptions {
  /** Bytes of all files together; the least recently used give way. Default 64 MiB. */
  readonly totalBytes?: number;
  /** Bytes of one file; larger ones are not served. Default 16 MiB. */
  readonly fileBytes?: number;
}

interface CachedFile {
  readonly file: PageFile;
  /** Tells one version of the file from another. */
  readonly version: string;
}

const MIB = 1_048_576;
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css;charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html;charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript;charset=utf-8',
  '.json': 'application/json;charset=utf-8',
  '.map': 'application/json;charset=utf-8',
  '.mjs': 'text/javascript;charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain;charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Serves a folder from memory. Whether a file has changed is asked at each request, so a page that is built, or built anew, while the
 * process runs is served at once. Where a file is gone or cannot be read, its last good version stays: nobody's page breaks while a
 * new one is put in its place. No request holds a file open, so none can fail in the middle.
 */
export function createPageFiles(
  folder: string,
  { totalBytes = 64 * MIB, fileBytes = 16 * MIB }: PageCacheOptions = {},
): PageFiles {
  const root = resolve(folder);
  const kept = new Map<string, CachedFile>();
  const reading = new Map<string, Promise<CachedFile | undefined>>();
  let bytes = 0;

  function keep(path: string, next: CachedFile): CachedFile {
    bytes += next.file.body.length - (kept.get(path)?.file.body.length ?? 0);
    kept.delete(path);
    kept.set(path, next);
    for (const [oldest, { file }] of kept) {
      if (bytes <= totalBytes || oldest === path) break;
      kept.delete(oldest);
      bytes -= file.body.length;
    }
    return next;
  }

  async function current(path: string): Promise<CachedFile | undefined> {
    const known = kept.get(path);
    try {
      const facts = await stat(path);
      if (!facts.isFile() || facts.size > fileBytes) return undefined;
      if (known?.version === versionOf(facts)) return keep(path, known);
      return keep(path, await readCachedFile(path, fileBytes));
    } catch (error) {
      if (known !== undefined) return known;
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** One reading at a time of each file, however many ask for it. */
  function shared(path: string): Promise<CachedFile | undefined> {
    const running = reading.get(path);
    if (running !== undefined) return running;
    const started = current(path).finally(() => reading.delete(path));
    reading.set(path, started);
    return started;
  }

  return {
    async find(url) {
      const path = resolveFile(root, url);
      return path === undefined ? undefined : (await shared(path))?.file;
    },
    async preload() {
      const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        if (entry.isFile()) await shared(join(entry.parentPath, entry.name)).catch(() => undefined);
      }
    },
  };
}

/** The file that a URL's path names; `undefined`: it leads out of the folder, to a hidden file, or is malformed. */
function resolveFile(root: string, url: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(url);
  } catch {
    return undefined;
  }
  const segments = path.split('/').slice(1);
  if (!path.startsWith('/') || segments.some((one) => one === '' || one.startsWith('.') || /[\\\0]/.test(one))) {
    return undefined;
  }
  const file = join(root, ...segments);
  return file.startsWith(root + sep) ? file : undefined;
}

async function readCachedFile(path: string, most: number): Promise<CachedFile> {
  const handle: FileHandle = await open(path);
  try {
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > most) throw new Error(`${path} is not a file that can be served.`);
    const body = await handle.readFile();
    const after = await handle.stat();
    // Written to while it was read: the next request sees another version, and reads again.
    const version = versionOf(facts) === versionOf(after) ? versionOf(after) : '';
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    return { file: { body, type: types[extname(path).toLowerCase()] ?? 'application/octet-stream', etag }, version };
  } finally {
    await handle.close();
  }
}

function versionOf({ ino, size, mtimeMs }: { readonly ino: number; readonly size: number; readonly mtimeMs: number }) {
  return `${ino}:${size}:${mtimeMs}`;
}

function isNotFound(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EISDIR', 'EINVAL'].includes(code);
}
