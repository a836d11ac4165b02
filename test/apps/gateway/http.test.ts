import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { closeServer, createHttpServer, listen } from '../../../apps/gateway/http/server.js';
import { createSite } from '../../../apps/gateway/http/sites.js';
import { type Plugin, silent } from '../../../index.js';
import { temporaryFolder } from './support/files.js';
import { startGateway, webSocketClient } from './support/gateway.js';

const facts = { version: '0.0.0', room: 'lobby' };

/** A page with one asset, as the build leaves it. */
function builtPage(): string {
  const path = temporaryFolder();
  mkdirSync(join(path, 'assets'));
  writeFileSync(join(path, 'index.html'), '<!doctype html><title>chat</title>');
  writeFileSync(join(path, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(path, 'assets', 'index-8ofQeZeX.js'), 'export {};');
  return path;
}

/** The status of a request whose path is sent as it is, dots and all. */
function statusOf(base: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the web page', () => {
  test('is at /, and asked for again each time', async () => {
    const { http } = await startGateway({}, { pageFolder: builtPage() });
    const response = await fetch(http);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>chat</title>');
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  test('comes with a strict policy, and may not be framed, sniffed or told where it came from', async () => {
    const { http } = await startGateway({}, { pageFolder: builtPage() });
    const { headers } = await fetch(http);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('has assets that never change, for a year', async () => {
    const { http } = await startGateway({}, { pageFolder: builtPage() });
    const { headers } = await fetch(`${http}assets/index-8ofQeZeX.js`);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const { headers: others } = await fetch(`${http}favicon.svg`);
    expect(others.get('cache-control')).toBe('no-cache');
  });

  test('is not sent again to who has it', async () => {
    const { http } = await startGateway({}, { pageFolder: builtPage() });
    const etag = (await fetch(http)).headers.get('etag') ?? '';
    expect((await fetch(http, { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });

  test('answers HEAD without a body', async () => {
    const { http } = await startGateway({}, { pageFolder: builtPage() });
    const response = await fetch(http, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  test('that is not built says how to build it, and is served once it is', async () => {
    const path = temporaryFolder();
    const { http } = await startGateway({}, { pageFolder: path });
    const missing = await fetch(http);
    expect(missing.status).toBe(503);
    expect(await missing.text()).toBe('The web page is not built. Run “npm run build”, then reload.\n');
    writeFileSync(join(path, 'index.html'), 'built');
    expect(await (await fetch(http)).text()).toBe('built');
  });

  test('is told of the gateway in /about.json', async () => {
    const { http, tcpPort, gateway } = await startGateway({ room: '#Tea' });
    const response = await fetch(`${http}about.json`);
    expect(await response.json()).toEqual({ version: gateway.version, room: 'tea', tcpPort });
  });

  test.each(['bytes=10-5', 'bytes=-', 'bytes=99999-', 'x'])('survives a range of %s', async (range) => {
    const { http } = await startGateway({}, { pageFolder: builtPage() });
    expect((await fetch(http, { headers: { Range: range } })).status).toBe(200);
    expect((await fetch(`${http}livez`)).status).toBe(200);
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/%00',
    '/%',
    '//etc/passwd',
    '/assets',
  ])('does not lead out of its folder: %s', async (path) => {
    const { http } = await startGateway({}, { pageFolder: builtPage() });
    expect(await statusOf(http, path)).toBe(404);
  });
});

describe('everything else', () => {
  test('unknown paths are 404, in a line of text', async () => {
    const { http } = await startGateway();
    const response = await fetch(`${http}nothing`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('Not found. The chat is at /.\n');
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
    const { http } = await startGateway();
    const response = await fetch(`${http}livez`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('the health checks', () => {
  test('are both 200 while the hub is open', async () => {
    const { http } = await startGateway();
    expect((await fetch(`${http}livez`)).status).toBe(200);
    expect(await (await fetch(`${http}readyz`)).text()).toBe('ready\n');
  });

  test('say alive, but not ready, while it drains, and WebSockets are sent away with 503', async () => {
    const seen: unknown[] = [];
    let http = '';
    const witness: Plugin = {
      name: 'witness',
      setup() {},
      async dispose() {
        for (const path of ['livez', 'readyz']) seen.push((await fetch(`${http}${path}`)).status);
        const failure: unknown = await webSocketClient(http.replace('http', 'ws')).catch((error: unknown) => error);
        seen.push(failure instanceof Error ? failure.message : failure);
      },
    };
    const started = await startGateway({}, { plugins: [witness] });
    http = started.http;
    await started.gateway.stop();
    expect(seen).toEqual([200, 503, 'Unexpected server response: 503']);
  });

  test.each(['idle', 'draining', 'stopped'] as const)('say not ready while the hub is %s', async (state) => {
    const server = createHttpServer(createSite({ hub: { state }, info: () => facts, page: () => {}, logger: silent }));
    const { port } = await listen(server, '127.0.0.1', 0);
    onTestFinished(() => closeServer(server));
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.text()).toBe(`not ready: the hub is ${state}\n`);
  });

  test('work on when the page fails', async () => {
    const errors: unknown[] = [];
    const logger = { ...silent, error: (fields: object) => void errors.push(fields) };
    const page = () => {
      throw new Error('no disk');
    };
    const server = createHttpServer(createSite({ hub: { state: 'open' }, info: () => facts, page, logger }));
    const { port } = await listen(server, '127.0.0.1', 0);
    onTestFinished(() => closeServer(server));
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(500);
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
    expect(errors).toEqual([{ error: new Error('no disk'), path: '/' }]);
  });
});
