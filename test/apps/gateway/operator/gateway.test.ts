import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startGateway } from '../support/gateway.js';
import { TOKEN } from './support/cli.js';
import { joinAsAnn, post } from './support/routes.js';

const operatorToken = TOKEN;

describe('a gateway’s operator', () => {
  test('speaks over HTTP, and people with nc read it under the hub’s name', async () => {
    const { http, tcpPort } = await startGateway({ operatorToken });
    const person = await joinAsAnn(tcpPort);
    const { status, body } = await post(`${http}operator/say`, { room: '#LOBBY', text: 'tea is ready' });
    expect([status, body]).toMatchObject([200, { room: 'lobby', offset: 1 }]);
    await person.waitFor('partyline: tea is ready');
  });

  test('has the token that the gateway made where none was set', async () => {
    const { http, gateway } = await startGateway();
    const say = (token: string) => post(`${http}operator/say`, { room: 'lobby', text: 'x' }, token);
    expect((await say(gateway.operatorToken)).status).toBe(200);
    expect((await say(TOKEN)).status).toBe(401);
  });

  test('is refused what everybody is refused', async () => {
    const { http } = await startGateway({ operatorToken, profanity: 'refuse' });
    const { status, body } = await post(`${http}operator/say`, { room: 'lobby', text: 'what the fuck' });
    expect([status, body]).toMatchObject([
      403,
      { code: 'PROFANITY_REFUSED', details: { message: expect.any(String) } },
    ]);
  });

  test('keeps the limits of every message', async () => {
    const { http } = await startGateway({ operatorToken, limits: { textCharacters: 3 } });
    const { status, body } = await post(`${http}operator/say`, { room: 'lobby', text: 'four' });
    expect([status, body.code]).toEqual([413, 'CHAT_TEXT_TOO_LONG']);
  });

  test('is answered with the headers of the whole site, and kept by nobody', async () => {
    const { http } = await startGateway({ operatorToken });
    const { headers } = await post(`${http}operator/say`, { room: 'lobby', text: 'x' });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('sends one file with each address', async () => {
    const { http, tcpPort } = await startGateway({ operatorToken });
    const person = await joinAsAnn(tcpPort);
    const { status, body } = await post(`${http}operator/file`, { room: 'Lobby' });
    expect([status, body]).toMatchObject([200, { room: 'lobby', expiresAt: expect.any(Number) }]);
    expect(body.url).toBe(new URL(String(body.path), http).href);
    const bytes = randomBytes(100_000);
    const put = (name: string) => fetch(`${String(body.url)}${name}`, { method: 'PUT', body: bytes });
    const first = await put('a%20b.bin');
    expect(first.status).toBe(201);
    const address = (await first.text()).trim();
    await person.waitFor(`partyline sends a b.bin (100 kB) ${address}`);
    const got = Buffer.from(await (await fetch(address)).arrayBuffer());
    expect(createHash('sha256').update(got).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await (await put('other.bin')).text()).trim()).toBe(address);
  });

  test('sends no file that is larger than files may be', async () => {
    const { http } = await startGateway({ operatorToken, fileBytes: 10 });
    const { body } = await post(`${http}operator/file`, { room: 'lobby' });
    const response = await fetch(`${String(body.url)}x`, { method: 'PUT', body: '12345678901' });
    expect([response.status, await response.json()]).toMatchObject([413, { code: 'FILE_TOO_LARGE' }]);
  });

  test('is told so where files are switched off', async () => {
    const { http } = await startGateway({ operatorToken, files: false });
    const { status, body } = await post(`${http}operator/file`, { room: 'lobby' });
    expect([status, body.code]).toEqual([403, 'FILES_OFF']);
  });

  test('is sent away once the gateway drains', async () => {
    const { http, gateway } = await startGateway({ operatorToken });
    await gateway.hub.stop();
    const { status, body } = await post(`${http}operator/say`, { room: 'lobby', text: 'x' });
    expect([status, body.code]).toEqual([503, 'OPERATOR_UNREADY']);
  });
});
