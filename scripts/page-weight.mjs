// What a built page makes a browser load before it can be used.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LOADED_AT_ONCE = /<(?:script|link)\b[^>]*\b(?:src|href)="(\.\/assets\/[^"]+\.(?:js|css))"/g;

/**
 * Adds up a page and everything that its HTML names: scripts, what they import, style sheets.
 *
 * @param folder of the built pages, a URL that ends in a slash
 * @param name   of the page's file
 * @returns bytes as they go over the wire, each file gzipped, and how many files there are
 * @throws Error when the page is not built
 */
export function pageWeight(folder, name) {
  const html = readFileSync(new URL(name, folder));
  const files = [...String(html).matchAll(LOADED_AT_ONCE)].map(([, path]) => readFileSync(new URL(path, folder)));
  const bytes = [html, ...files].map((file) => gzipSync(file, { level: 9 }).length);
  return { bytes: bytes.reduce((sum, one) => sum + one, 0), files: bytes.length };
}
