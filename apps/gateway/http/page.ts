import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import type { Awaitable } from '../../../core/index.js';
import { cacheControl, pathOf, sendRedirect, sendText } from './responses.js';

/** Where the operators' console is; behind a slash at its end its files would be looked for in the wrong place. */
export const CONSOLE_PATH = '/console';
const NOT_BUILT = 'The web page is not built. Run “npm run build”, then reload.';
const BUSY = 'The web page cannot be read because too many files are open. Reload in a few seconds.';
/** System codes for having no descriptor left, in the process or on the machine. */
const EXHAUSTED: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM']);

/** Answers a request for a page or one of its files. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Awaitable<void>;

/** Serves the built web page, which Vite has named by its files. @throws what the folder's files cannot be read for. */
export function createPageHandler(files: PageFiles): PageHandler {
  return async (request, response) => {
    const path = pathOf(request);
    if (path === `${CONSOLE_PATH}/`) return sendRedirect(response, '../console');
    const wanted = path === '/' ? '/index.html' : path === CONSOLE_PATH ? `${CONSOLE_PATH}.html` : path;
    let file: PageFile | undefined;
    try {
      file = await files.find(wanted);
    } catch (error) {
      if (!EXHAUSTED.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      return sendText(response, 503, BUSY, { 'Retry-After': '5' });
    }
    if (file !== undefined) send(request, response, wanted, file);
    else if (path === '/' || path === CONSOLE_PATH) sendText(response, 503, NOT_BUILT);
    else sendText(response, 404, 'Not found. The chat is at /.');
  };
}

/** Sends a file whole: they are small, so ranges are not served (RFC 9110, section 14.2 allows that). */
function send(request: IncomingMessage, response: ServerResponse, path: string, { body, type, etag }: PageFile): void {
  const headers = { ETag: etag, 'Cache-Control': cacheControl(path) };
  const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known?.includes(etag) === true || known?.includes('*') === true) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': type, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

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
