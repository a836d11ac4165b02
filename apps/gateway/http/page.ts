import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import type { Awaitable } from '../../../core/index.js';
import { cacheControl, pathOf, sendRedirect, sendText } from './responses.js';

/** Path of the operators' console. With a trailing slash its relative links would break. */
export const CONSOLE_PATH = '/console';
const NOT_BUILT = 'The web page is not built. Run “npm run build”, then reload.';
const BUSY = 'The web page cannot be read because too many files are open. Reload in a few seconds.';
/** Error codes for a lack of file descriptors or memory. */
const EXHAUSTED: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM']);

/** Answers a request for a page or one of its files. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Awaitable<void>;

/** Serves the built web page. @throws the system's error if a file cannot be read. */
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

/** Sends a whole file. Ranges are not supported, as RFC 9110, section 14.2 allows. */
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
   * Finds a file by the path of a URL, such as `/index.html`. @returns `undefined` if there is none.
   * @throws the system's error for an existing file that cannot be read and is not in memory.
   */
  find(path: string): Promise<PageFile | undefined>;
  /** Reads every file into memory, so that pages are served even when no more files can be opened. Never rejects. */
  preload(): Promise<void>;
}

/** Limits of the page cache. */
export interface PageCacheOptions {
  /** Maximum bytes of all files; the least recently used are evicted. Default 64 MiB. */
  readonly totalBytes?: number;
  /** Maximum bytes of one file; larger files are not served. Default 16 MiB. */
  readonly fileBytes?: number;
}

interface CachedFile {
  readonly file: PageFile;
  /** Identifies the version of the file. */
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
 * Serves a folder from memory. Each request checks whether the file has changed, so a rebuilt page is served at once. If a file is
 * missing or cannot be read, its last version is served, so that pages do not break during a build. No request holds a file open, so
 * none fails in the middle.
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

  /** Shares one read of a file between concurrent requests. */
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

/** Resolves a URL's path to a file; `undefined` if it leaves the folder, is hidden or malformed. */
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
    // If it changed while being read, the next request reads it again.
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
