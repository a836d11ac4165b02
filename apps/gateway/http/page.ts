import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Awaitable } from '../../../core/index.js';
import { cacheControl } from './headers.js';
import type { PageFile, PageFiles } from './page-files.js';
import { pathOf, sendRedirect, sendText } from './plain.js';

/** Where the operators' console is; behind a slash at its end its files would be looked for in the wrong place. */
export const CONSOLE_PATH = '/console';
const NOT_BUILT = 'The web page is not built: run “npm run build”, then load this again.';
const BUSY = 'The web page cannot be read at this moment: too many files are open. Load this again in a few seconds.';
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
    else sendText(response, 404, 'There is nothing here. The chat is at /.');
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
