// What the client weighs in a page: bundles client/index.ts for browsers, minified, and fails when it is over the limit
// or needs anything of Node. `npm run size`.
import { gzipSync } from 'node:zlib';
import { bundledClient } from './client-bundle.mjs';

const LIMIT = 12_000;

const code = await bundledClient();
const bytes = gzipSync(code, { level: 9 }).length;
const sizes = `${bytes} bytes gzipped, ${Buffer.byteLength(code)} minified; ${LIMIT} gzipped are allowed`;
console.log(`partyline/client: ${sizes}.`);
if (bytes > LIMIT) process.exitCode = 1;
