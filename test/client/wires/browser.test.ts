import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startGateway } from '../../apps/gateway/support/gateway.js';
import { needs } from '../../support/available.js';
import { useBrowser } from '../../support/browser.js';

const chromium = needs('chromium');
const script = new URL('../../../scripts/client-bundle.mjs', import.meta.url).href;
const { bundledClient } = (await import(script)) as { bundledClient(): Promise<string> };

const PAGE = `<!doctype html><link rel="icon" href="data:,"><script type="module">
  import { createClient, webSocket } from './client.js';
  const client = createClient({ open: webSocket(decodeURIComponent(location.hash.slice(1))), nick: 'ann' });
  const heard = new Promise((resolve) => client.on('message', ({ text }) => resolve(text)));
  client.connect();
  await client.join('lobby');
  const { key } = await client.say('lobby', '早上好 🐎');
  const text = await heard;
  await client.quit();
  document.title = JSON.stringify({ key, text, state: client.state });
</script>`;

/** Somebody's own site, with the client as one file. */
async function site(): Promise<string> {
  const client = await bundledClient();
  const server = createServer(({ url }, response) => {
    const isClient = url === '/client.js';
    response.setHeader('content-type', `${isClient ? 'text/javascript' : 'text/html'}; charset=utf-8`);
    response.end(isClient ? client : PAGE);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.skipIf(chromium === undefined)('in a browser', () => {
  const open = useBrowser(chromium ?? '');

  test('a client connects by itself, with nothing of Node and nothing else given to it', async () => {
    const origin = await site();
    const { ws } = await startGateway({ origins: [origin] });
    const page = await open(`${origin}/#${encodeURIComponent(ws)}`);
    const title = await page.waitForFunction("document.title !== '' && document.title");
    expect(JSON.parse(String(await title.jsonValue()))).toEqual({
      key: expect.stringMatching(/^[\w-]{22}$/),
      text: '早上好 🐎',
      state: 'stopped',
    });
  });
});
