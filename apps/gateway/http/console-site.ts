import type { RequestListener } from 'node:http';
import type { Logger } from '../../../core/index.js';
import { answered, onlyReads, type Taker } from './answered.js';
import { CONSOLE, type Page } from './page.js';
import { pathOf, plain, redirect } from './plain.js';

/** What the console's site needs. */
export interface ConsoleSiteParts {
  /** Whatever has no place of its own. */
  readonly page: Page;
  /** What answers for files: operators send some, too. */
  readonly files: Taker;
  readonly operator: Taker;
  readonly logger: Logger;
}

/** What the console's own HTTP server answers: the console, operators, files; no chat. */
export function consoleSite({ page, files, operator, logger }: ConsoleSiteParts): RequestListener {
  return answered(async (request, response) => {
    const path = pathOf(request);
    if (operator(request, response) || files(request, response) || onlyReads(request, response)) return;
    if (path === '/') redirect(response, `.${CONSOLE}`);
    else if (path === '/livez') plain(response, 200, 'live');
    else if (path === '/index.html') plain(response, 404, 'There is nothing here. The console is at /console.');
    else await page(request, response);
  }, logger);
}
