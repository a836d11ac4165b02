import { describe, expect, test } from 'vitest';
import { ChatError, type Hub, refuse } from '../../../../index.js';
import { post, routesFixture, sayReceipt, streamingPost } from './support/routes.js';

const hello = { room: 'Lobby', text: 'hello' };

describe('the operator’s desk', () => {
  test('says it in the hub’s voice, and where it stands', async () => {
    const sayings: unknown[] = [];
    const { url } = await routesFixture(async (saying) => {
      sayings.push(saying);
      return sayReceipt;
    });
    const { status, body } = await post(`${url}operator/say`, hello);
    const line = 'sent 5 characters to #lobby';
    expect([status, body]).toEqual([200, { room: 'lobby', id: 'm1', epoch: 'e', offset: 3, at: 7, line }]);
    expect(sayings).toEqual([{ room: 'lobby', text: 'hello' }]);
  });

  test('gives the refusal of a gate with 403, and with 429 where it may succeed later', async () => {
    const answers = [
      refuse('PICKY_NO', 'Not that.', { word: 'x' }),
      refuse('PICKY_LATER', 'Wait.', { retryMs: 1_500 }),
    ];
    const { url } = await routesFixture(async () => answers.shift() ?? sayReceipt);
    const never = await post(`${url}operator/say`, hello);
    expect([never.status, never.body]).toEqual([403, { code: 'PICKY_NO', text: 'Not that.', details: { word: 'x' } }]);
    const later = await post(`${url}operator/say`, hello);
    expect([later.status, later.headers.get('retry-after')]).toEqual([429, '2']);
  });

  test.each(['constructor', '__proto__', 'toString'])('answers the path /operator/%s with 404', async (path) => {
    const { url } = await routesFixture();
    const { status, body } = await post(`${url}operator/${path}`, hello);
    expect([status, body.code]).toEqual([404, 'OPERATOR_NOTHING']);
  });

  test.each([
    ['CHAT_TEXT_INVALID', 400],
    ['CHAT_TEXT_TOO_LONG', 413],
    ['CHAT_BROKER_FAILED', 503],
  ] as const)('answers %s with %i', async (code, expected) => {
    const { url } = await routesFixture(() => Promise.reject(new ChatError(code)));
    const { status, body } = await post(`${url}operator/say`, hello);
    expect([status, body.code]).toEqual([expected, code]);
  });

  test('answers a defect with 500, tells nothing of it, and logs it', async () => {
    const { url, log } = await routesFixture(() => Promise.reject(new Error('secret wiring')));
    const { status, body } = await post(`${url}operator/say`, hello);
    expect([status, body]).toEqual([500, { code: 'OPERATOR_FAILED', text: 'Internal error.' }]);
    expect(log.raw).toContain('secret wiring');
  });

  test.each([
    ['no JSON', '{', 'OPERATOR_BODY'],
    ['nothing', '', 'OPERATOR_BODY'],
    ['a list', '[]', 'OPERATOR_BODY'],
    ['null', 'null', 'OPERATOR_BODY'],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 'OPERATOR_BODY'],
    ['a room and a person', { room: 'lobby', to: 'ann', text: 'x' }, 'CHAT_BAD_COMMAND'],
    ['a room and everywhere', { room: 'lobby', everywhere: true, text: 'x' }, 'CHAT_BAD_COMMAND'],
    ['no text', { room: 'lobby' }, 'CHAT_BAD_COMMAND'],
    ['a number for a text', { room: 'lobby', text: 5 }, 'CHAT_BAD_COMMAND'],
    ['a name that no room can have', { room: 'a b', text: 'x' }, 'CHAT_NAME_INVALID'],
    ['a conversation of two', { room: '@a/b', text: 'x' }, 'CHAT_NAME_INVALID'],
  ])('answers %s with 400', async (_what, sent, code) => {
    const { url } = await routesFixture();
    const { status, body } = await post(`${url}operator/say`, sent);
    expect([status, body.code]).toEqual([400, code]);
  });

  test('takes a body of 64 KiB and none that is larger', async () => {
    const { url } = await routesFixture();
    const envelope = JSON.stringify({ room: 'lobby', text: '' }).length;
    const whole = await post(`${url}operator/say`, { room: 'lobby', text: 'x'.repeat(65_536 - envelope) });
    expect(whole.status).toBe(200);
    const large = await post(`${url}operator/say`, { room: 'lobby', text: 'x'.repeat(65_537 - envelope) });
    expect([large.status, large.body]).toEqual([
      413,
      expect.objectContaining({ code: 'OPERATOR_BODY_LARGE', details: { limit: 65_536 } }),
    ]);
  });

  test('cuts a body off that is larger than it may be and does not say how large it is', async () => {
    const { url } = await routesFixture();
    const { request, answered } = streamingPost(`${url}operator/say`);
    request.write('x'.repeat(65_537));
    // The body goes on as far as its sender likes; the answer is there before that.
    request.on('response', () => void request.end('x'));
    expect(await answered).toMatchObject({ status: 413, text: expect.stringContaining('OPERATOR_BODY_LARGE') });
  });

  test('gives a body that never ends ten seconds, answers, and closes the connection', async () => {
    const { url, clock } = await routesFixture();
    const { request, answered } = streamingPost(`${url}operator/say`);
    const gone = new Promise((resolve) => request.on('close', resolve));
    const closing = answered.catch((error: Error) => error);
    request.write('{');
    await eventually(() => clock.timers === 1, clock.settle);
    await clock.advance(9_999);
    expect(clock.timers).toBe(1);
    const response = new Promise<{ statusCode?: number }>((resolve) => request.on('response', resolve));
    await clock.advance(1);
    expect((await response).statusCode).toBe(408);
    await clock.advance(2_000);
    await gone;
    await closing;
  });

  test('lets go of a body whose sender hangs up', async () => {
    const { url, clock, log } = await routesFixture();
    const { request, answered } = streamingPost(`${url}operator/say`);
    const closing = answered.catch((error: Error) => error);
    request.write('{');
    await eventually(() => clock.timers === 1, clock.settle);
    request.destroy();
    expect(await log.line('operator refused')).toMatchObject({ code: 'OPERATOR_BODY' });
    expect(clock.timers).toBe(0);
    await closing;
  });

  test('answers acts to nothing but POST', async () => {
    const { url } = await routesFixture();
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      const response = await fetch(`${url}operator/say`, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  test('answers reads to nothing but GET', async () => {
    const { url } = await routesFixture();
    const { status, headers, body } = await post(`${url}operator/config`, {});
    expect([status, headers.get('allow'), body.code]).toEqual([405, 'GET', 'OPERATOR_METHOD']);
  });

  test('has its places and no others', async () => {
    const { url } = await routesFixture();
    expect(await post(`${url}operator/sing`, hello)).toMatchObject({ status: 404, body: { code: 'OPERATOR_NOTHING' } });
    expect((await post(`${url}operator/say?why=not`, hello)).status).toBe(200);
  });

  test('is not open before the hub is', async () => {
    const { url } = await routesFixture(undefined, {
      hub: { state: 'draining' } as Hub,
    });
    const { status, headers, body } = await post(`${url}operator/say`, hello);
    expect([status, headers.get('retry-after'), body.code]).toEqual([503, '2', 'OPERATOR_UNREADY']);
  });

  test('says so where files are switched off', async () => {
    const { url } = await routesFixture();
    const { status, body } = await post(`${url}operator/file`, { room: 'lobby' });
    expect([status, body]).toEqual([403, { code: 'FILES_OFF', text: 'Files are disabled.' }]);
  });
});

/** Waits until something is so, a turn of the event loop at a time. */
async function eventually(isSo: () => boolean, turn: () => Promise<void>): Promise<void> {
  while (!isSo()) await turn();
}
