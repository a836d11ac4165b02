import { Agent, get } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { resolveSettings } from '../../../../apps/gateway/settings/read.js';
import { TOKEN } from './support/cli.js';
import { post, routesFixture, sayReceipt } from './support/routes.js';

const hello = { room: 'lobby', text: 'hello' };
const wrong = 'not-the-right-token';

describe('without the operator’s token', () => {
  test.each(['', wrong, `${TOKEN}x`, TOKEN.slice(1)])('%j is answered with 401, and says nothing', async (token) => {
    let sayings = 0;
    const { url } = await routesFixture(async () => {
      sayings++;
      return sayReceipt;
    });
    const { status, headers, body } = await post(`${url}operator/say`, hello, token);
    expect([status, headers.get('www-authenticate'), body.code]).toEqual([401, 'Bearer', 'OPERATOR_TOKEN']);
    expect(sayings).toBe(0);
  });

  test('another scheme is no token', async () => {
    const { url } = await routesFixture();
    const headers = { Authorization: `Basic ${TOKEN}` };
    expect((await fetch(`${url}operator/say`, { method: 'POST', headers })).status).toBe(401);
  });

  test('the body is not looked at', async () => {
    const { url } = await routesFixture();
    expect((await post(`${url}operator/say`, 'x'.repeat(200_000), wrong)).status).toBe(401);
  });

  test('wrong ones are answered later and later, and the right one at once', async () => {
    const { url, clock } = await routesFixture();
    for (let i = 0; i < 3; i++) expect((await post(`${url}operator/say`, hello, wrong)).status).toBe(401);
    const answered: number[] = [];
    const late = post(`${url}operator/say`, hello, wrong).then(({ status }) => answered.push(status));
    while (clock.timers === 0) await clock.settle();
    expect((await post(`${url}operator/say`, hello)).status).toBe(200);
    expect(answered).toEqual([]);
    await clock.advance(250);
    await late;
    expect(answered).toEqual([401]);
  });

  test('a thousand at once are compared 20 a second, and the right one passes among them', async () => {
    const { url, clock, log } = await routesFixture();
    const statuses: number[] = [];
    const all = Array.from({ length: 1_000 }, () =>
      post(`${url}operator/say`, hello, wrong).then(({ status }) => statuses.push(status)),
    );
    while (statuses.length < 1_000 - 21 - 64) await clock.settle();
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(1_000 - 21 - 64 - 3);
    const answer = post(`${url}operator/say`, hello);
    let isDone = false;
    const done = answer.finally(() => {
      isDone = true;
    });
    while (!isDone) await clock.advance(100);
    await done;
    expect((await answer).status).toBe(200);
    let left = all.length;
    for (const one of all) void one.finally(() => left--);
    while (left > 0) await clock.advance(1_000);
    const warned = log.lines.filter(({ level }) => level === 'warn');
    expect(warned[0]).toMatchObject({ address: '127.0.0.1', way: 'http', wrong: 1, msg: 'wrong operator token' });
    expect(warned.length).toBeLessThan(40);
  });

  test('a connection that has shown the right one does not wait behind guesses', async () => {
    const { url, clock } = await routesFixture();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const ask = (token: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = { Authorization: `Bearer ${token}` };
        get(`${url}operator/config`, { agent, headers }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode));
        }).on('error', reject);
      });
    expect(await ask(TOKEN)).not.toBe(401);
    const statuses: number[] = [];
    const all = Array.from({ length: 100 }, () =>
      post(`${url}operator/say`, hello, wrong).then(({ status }) => statuses.push(status)),
    );
    while (statuses.length < 10) await clock.settle();
    expect(await ask(TOKEN)).not.toBe(429);
    let left = all.length;
    for (const one of all) void one.finally(() => left--);
    while (left > 0) await clock.advance(1_000);
  });

  test('a request with no token is no guess', async () => {
    const { url } = await routesFixture();
    for (let i = 0; i < 12; i++) expect((await post(`${url}operator/say`, hello, '')).status).toBe(401);
    expect((await post(`${url}operator/say`, hello)).status).toBe(200);
  });
});

describe('the log', () => {
  test('has each use with its address, and the length of what was said', async () => {
    const { url, log } = await routesFixture();
    await post(`${url}operator/say`, hello);
    expect(await log.line('operator')).toMatchObject({
      address: '127.0.0.1',
      what: 'say',
      room: 'lobby',
      id: 'm1',
      textCharacters: 5,
    });
    expect(log.raw).not.toContain('hello');
  });

  test('has what was said where texts are logged', async () => {
    const { url, log } = await routesFixture(undefined, { settings: resolveSettings({ logTexts: true }) });
    await post(`${url}operator/say`, hello);
    expect(await log.line('operator')).toMatchObject({ text: 'hello' });
  });

  test('has each refusal with its code, and never a token', async () => {
    const { url, log } = await routesFixture();
    await post(`${url}operator/say`, hello, wrong);
    await post(`${url}operator/file`, '{');
    const refused = log.lines.filter(({ level }) => level === 'info');
    expect(refused.map(({ what, code, address }) => [what, code, address])).toEqual([
      ['say', 'OPERATOR_TOKEN', '127.0.0.1'],
      ['file', 'OPERATOR_BODY', '127.0.0.1'],
    ]);
    expect(log.raw).not.toMatch(new RegExp(`${wrong}|${TOKEN}`));
  });
});
