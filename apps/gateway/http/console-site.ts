import type { RequestListener } from 'node:http';
import type { Logger } from '../../../core/index.js';
import { createRequestListener, type HttpHandler, refuseWrites } from './answered.js';
import { CONSOLE_PATH, type PageHandler } from './page.js';
import { pathOf, sendRedirect, sendText } from './plain.js';

/** What the console's site needs. */
export interface ConsoleSiteOptions {
  /** Whatever has no place of its own. */
  readonly page: PageHandler;
  /** What answers for files: operators send some, too. */
  readonly files: HttpHandler;
  readonly operator: HttpHandler;
  readonly logger: Logger;
}

/** What the console's own HTTP server answers: the console, operators, files; no chat. */
export function createConsoleSite({ page, files, operator, logger }: ConsoleSiteOptions): RequestListener {
  return createRequestListener(async (request, response) => {
    const path = pathOf(request);
    if (operator(request, response) || files(request, response) || refuseWrites(request, response)) return;
    if (path === '/') sendRedirect(response, `.${CONSOLE_PATH}`);
    else if (path === '/livez') sendText(response, 200, 'live');
    else if (path === '/index.html') sendText(response, 404, 'There is nothing here. The console is at /console.');
    else await page(request, response);
  }, logger);
}
