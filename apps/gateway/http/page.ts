import type { RequestListener } from 'node:http';
import sirv from 'sirv';
import { cacheControl } from './headers.js';
import { pathOf, plain, redirect } from './plain.js';

/** Where the operators' console is; behind a slash at its end its files would be looked for in the wrong place. */
export const CONSOLE = '/console';
const UNBUILT = 'The web page is not built: run “npm run build”, then load this again.';

/**
 * Serves the built web page. Files are looked up at each request, so a page that is built, or built anew, while the
 * gateway runs is served at once.
 */
export function page(folder: string): RequestListener {
  const files = sirv(folder, {
    dev: true,
    etag: true,
    setHeaders: (response, path) => response.setHeader('Cache-Control', cacheControl(path)),
  });
  return (request, response) => {
    const path = pathOf(request);
    if (path === `${CONSOLE}/`) return redirect(response, '../console');
    // Vite names pages by their files.
    if (path === CONSOLE) request.url = `${CONSOLE}.html`;
    // The files are small, and sirv fails on a range that ends before it begins.
    delete request.headers.range;
    files(request, response, () => {
      if (path === '/' || path === CONSOLE) plain(response, 503, UNBUILT);
      else plain(response, 404, 'There is nothing here. The chat is at /.');
    });
  };
}
