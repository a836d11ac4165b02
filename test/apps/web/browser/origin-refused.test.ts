import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, onTestFinished, test } from 'vitest';
import { needs } from '../../../support/available.js';
import { useBrowser } from '../../../support/browser.js';
import { gatewayFixture } from './support/chat.js';

const chromium = needs('chromium');

/** A reverse proxy that does not forward `Host`, which is the default of many. */
async function proxyTo(target: URL): Promise<string> {
  const server = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    const passed = request(
      { host: target.hostname, port: target.port, method, path, headers: { ...headers, host: target.host } },
      (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      },
    );
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  server.on('upgrade', (asked, socket) => {
    const passed = connect(Number(target.port), target.hostname, () => {
      const lines = Object.entries({ ...asked.headers, host: target.host }).map(([name, value]) => `${name}: ${value}`);
      passed.write(`GET ${asked.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      passed.pipe(socket).pipe(passed);
    });
    passed.on('error', () => socket.destroy());
    socket.on('error', () => passed.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.skipIf(chromium === undefined)('a page on an origin that is not allowed', () => {
  const open = useBrowser(chromium ?? '', /WebSocket connection to .* failed/);

  test('shows the refused origin and the option to set', async () => {
    const { url } = await gatewayFixture();
    const origin = await proxyTo(new URL(url));
    const page = await open(`${origin}/`);
    await page.getByLabel('Nick', { exact: true }).fill('ann');
    await page.keyboard.press('Enter');
    await page.getByText(`The server does not accept connections from ${origin}.`).first().waitFor();
    await page.getByText(`--origins ${origin}`).first().waitFor();
  });
});
