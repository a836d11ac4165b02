// What has to stay small: the client as a module for browsers, minified, which may need nothing of Node; and each page's
// first load. Fails when one is over its limit. After a build: `npm run size`.
import { gzipSync } from 'node:zlib';
import { bundledClient } from './client-bundle.mjs';
import { pageWeight } from './page-weight.mjs';

const pages = new URL('../dist/apps/web/', import.meta.url);

const sizes = [
  ['partyline/client', gzipSync(await bundledClient(), { level: 9 }).length, 12_000],
  ['the web chat’s first load', pageWeight(pages, 'index.html').bytes, 120_000],
  ['the console’s first load', pageWeight(pages, 'console.html').bytes, 80_000],
];

for (const [name, bytes, limit] of sizes) {
  console.log(`${name}: ${bytes} bytes gzipped; ${limit} are allowed.`);
  if (bytes > limit) process.exitCode = 1;
}
