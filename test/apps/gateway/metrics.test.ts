import { describe, expect, onTestFinished, test } from 'vitest';
import { closeServer, createHttpServer, listen } from '../../../apps/gateway/http/server.js';
import { createSite } from '../../../apps/gateway/http/sites.js';
import { formatBanner } from '../../../apps/gateway/startup-messages.js';
import { silent } from '../../../index.js';
import { parseExposition } from '../../plugins/metrics/support/scrape.js';
import { ncClient, startGateway, webSocketClient } from './support/gateway.js';

describe('the metrics of a gateway', () => {
  test('are at /metrics, with everybody who is there, on every wire', async () => {
    const { http, ws, tcpPort } = await startGateway();
    const ann = ncClient(tcpPort);
    ann.send('ann');
    await ann.waitFor('#lobby');
    const bob = await webSocketClient(`${ws}ws`, 'partyline.v1');
    bob.send(JSON.stringify({ type: 'hello', nick: 'bob', ref: 1 }));
    bob.send(JSON.stringify({ type: 'join', room: 'lobby', ref: 2 }));
    await bob.waitFor('"members"');
    ann.send('hello');
    await bob.waitFor('"text":"hello"');

    const response = await fetch(`${http}metrics`);
    expect(response.status).toBe(200);
    const read = parseExposition(await response.text());
    expect(read.series('partyline_sessions')).toEqual({
      'dialect=text,state=connected,transport=tcp': 1,
      'dialect=native,state=connected,transport=websocket': 1,
    });
    expect(read.value('partyline_users')).toBe(2);
    expect(read.value('partyline_messages_total', { kind: 'text' })).toBe(1);
  });

  test('come as the text format of Prometheus, are kept by nobody, and have the headers of all answers', async () => {
    const { http } = await startGateway();
    const { headers } = await fetch(`${http}metrics`);
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('answer HEAD without a body, and nothing that would change something', async () => {
    const { http } = await startGateway();
    const head = await fetch(`${http}metrics`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(`${http}metrics`, { method: 'POST' })).status).toBe(405);
  });

  test('are nowhere, and not measured, where they are switched off', async () => {
    const { gateway, http } = await startGateway({ metrics: false });
    expect((await fetch(`${http}metrics`)).status).toBe(404);
    expect(gateway.hub.plugins.list()).not.toContain('metrics');
  });

  test('are in the banner where they are', async () => {
    const on = await startGateway();
    const off = await startGateway({ metrics: false });
    expect(formatBanner(on.gateway, on.addresses)).toContain(`${on.http}metrics`);
    expect(formatBanner(off.gateway, off.addresses)).not.toContain('metrics');
  });

  test('that fail are a 500, and the log has the cause', async () => {
    const errors: unknown[] = [];
    const logger = { ...silent, error: (fields: object) => void errors.push(fields) };
    const numbers = { contentType: 'text/plain', exposition: () => Promise.reject(new Error('no numbers')) };
    const facts = () => ({ version: '0.0.0', room: 'lobby' });
    const server = createHttpServer(
      createSite({ hub: { state: 'open' }, info: facts, page: () => {}, metrics: () => numbers, logger }),
    );
    const { port } = await listen(server, '127.0.0.1', 0);
    onTestFinished(() => closeServer(server));
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(500);
    expect(errors).toEqual([{ error: new Error('no numbers'), path: '/metrics' }]);
  });
});
