import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOperatorApi, hasShape, parseFault } from '../../../../../apps/web/src/console/api.js';

const BASE = 'http://127.0.0.1/console/';
const answering = (status: number, body: string) =>
  createOperatorApi({ base: BASE, token: 'secret', fetch: async () => new Response(body, { status }) });

describe('a response of the operator API', () => {
  test('is accepted only with its lists', () => {
    expect(hasShape('overview', { listeners: [], vitals: [{}] })).toBe(true);
    expect(hasShape('overview', { listeners: [] })).toBe(false);
    expect(hasShape('sessions', { sessions: ['ann'] })).toBe(false);
  });

  test('is an error for any malformed body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 200, max: 599 }), fc.anything(), async (status, body) => {
        const { code, text, retryMs } = parseFault(status, body);
        expect([typeof code, typeof text]).toEqual(['string', 'string']);
        expect(retryMs === undefined || retryMs > 0).toBe(true);
      }),
    );
  });

  test('that is not JSON has its own error code', async () => {
    expect((await answering(200, '<html>').query('rooms')).fault?.code).toBe('CONSOLE_ANSWER');
  });

  test('with a refusal has the reason and the time to retry', async () => {
    const body = JSON.stringify({ code: 'OPERATOR_TRIES', text: 'Too many.', details: { retryMs: 1_500 } });
    const { fault } = await answering(429, body).query('overview');
    expect(fault).toEqual({ code: 'OPERATOR_TRIES', text: 'Too many.', status: 429, retryMs: 1_500 });
  });
});

describe('a request to the operator API', () => {
  test('has the token in a header and never in the URL', async () => {
    const asked: Request[] = [];
    const api = createOperatorApi({
      base: BASE,
      token: 'secret',
      fetch: async (input, init) => {
        asked.push(new Request(input, init));
        return new Response('{"rooms":[],"total":0}');
      },
    });
    await api.query('rooms', { text: 'a b&c', limit: 5, room: undefined });
    expect(asked[0]?.url).toBe('http://127.0.0.1/console/operator/rooms?text=a+b%26c&limit=5');
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer secret');
  });

  test('without a response is an error without a status', async () => {
    const fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const { fault } = await createOperatorApi({ base: BASE, token: 'secret', fetch }).run('drain', {});
    expect(fault).toMatchObject({ code: 'CONSOLE_AWAY' });
    expect(fault?.status).toBeUndefined();
  });
});
