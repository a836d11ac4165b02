import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGateway } from '../../../../apps/gateway/index.js';
import { formatBanner } from '../../../../apps/gateway/startup-messages.js';
import { silent } from '../../../../index.js';
import { temporaryFolder } from '../support/files.js';
import { consoleFixture } from './support/console.js';

/** Both pages, as the build leaves them. */
function built(): string {
  const path = temporaryFolder();
  mkdirSync(join(path, 'assets'));
  writeFileSync(join(path, 'index.html'), '<!doctype html><title>chat</title>');
  writeFileSync(join(path, 'console.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(path, 'assets', 'console-8ofQeZeX.js'), 'export {};');
  return path;
}

const consoleAddress = '127.0.0.1:0';

describe('the console’s page', () => {
  test('is at /console, with the headers of the whole site', async () => {
    const { http } = await consoleFixture({}, { pageFolder: built() });
    const response = await fetch(`${http}console`);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('console')]);
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test('is not behind a slash, where its files would be elsewhere', async () => {
    const { http } = await consoleFixture({}, { pageFolder: built() });
    const response = await fetch(`${http}console/`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '../console']);
    expect((await fetch(`${http}console/`)).url).toBe(`${http}console`);
  });

  test('says so where it is not built', async () => {
    const { http } = await consoleFixture({}, { pageFolder: temporaryFolder() });
    const response = await fetch(`${http}console`);
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  });
});

describe('with an address of its own, the console', () => {
  test('is there, and not where the chat is', async () => {
    const { http, addresses, query: read } = await consoleFixture({ consoleAddress }, { pageFolder: built() });
    const url = addresses.find(({ transport }) => transport === 'console')?.url ?? '';
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/console$/);
    expect(await (await fetch(url)).text()).toContain('console');
    expect(await read('overview')).toMatchObject({ state: 'open' });
    for (const path of ['console', 'console/', 'console.html', 'operator/overview']) {
      expect([path, (await fetch(`${http}${path}`)).status]).toEqual([path, 404]);
    }
    expect((await fetch(`${http}operator/say`, { method: 'POST', body: '{}' })).status).not.toBe(200);
    expect(await (await fetch(http)).text()).toContain('chat');
  });

  test('has its files there, and no chat', async () => {
    const { addresses } = await consoleFixture({ consoleAddress }, { pageFolder: built() });
    const url = addresses.find(({ transport }) => transport === 'console')?.url ?? '';
    const at = (path: string) => new URL(path, url);
    expect((await fetch(at('/assets/console-8ofQeZeX.js'))).status).toBe(200);
    expect((await fetch(at('/'))).url).toBe(url);
    expect((await fetch(at('/index.html'))).status).toBe(404);
    expect((await fetch(at('/livez'))).status).toBe(200);
    expect((await fetch(at('/console'), { method: 'POST' })).status).toBe(405);
  });

  test('takes files where it is', async () => {
    const { addresses, postOk: done } = await consoleFixture({ consoleAddress }, { pageFolder: built() });
    const url = addresses.find(({ transport }) => transport === 'console')?.url ?? '';
    const { path } = await done('file', { room: 'lobby' });
    const put = await fetch(new URL(`${String(path)}a.txt`, url), { method: 'PUT', body: 'hello' });
    expect(put.status).toBe(201);
  });

  test('is in the banner, with the token where that was made', async () => {
    const own = await consoleFixture({ consoleAddress, operatorToken: '' });
    const url = own.addresses.find(({ transport }) => transport === 'console')?.url;
    expect(formatBanner(own.gateway, own.addresses)).toContain(`console     ${url}\n`);
    expect(formatBanner(own.gateway, own.addresses)).toContain(own.gateway.operatorToken);
    const shared = await consoleFixture();
    expect(formatBanner(shared.gateway, shared.addresses)).toContain(`console     ${shared.http}console\n`);
    expect(formatBanner(shared.gateway, shared.addresses)).not.toContain(shared.gateway.operatorToken);
  });

  test('that is taken keeps the gateway from starting, and leaves nothing open', async () => {
    const { addresses } = await consoleFixture({ consoleAddress });
    const port = addresses.find(({ transport }) => transport === 'console')?.port;
    const second = createGateway({ httpPort: 0, tcpPort: 0, consoleAddress: `127.0.0.1:${port}` }, { logger: silent });
    await expect(second.start()).rejects.toMatchObject({ code: 'CHAT_LISTEN_FAILED', details: { port } });
    expect(second.hub.state).toBe('stopped');
  });

  test.each(['9090', 'host', 'a b:1', '127.0.0.1:99999', ':9090', 'http://x:1'])('is none for %j', (address) => {
    expect(() => createGateway({ consoleAddress: address })).toThrow(TypeError);
  });
});
