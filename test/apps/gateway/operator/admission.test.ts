import { describe, expect, test } from 'vitest';
import { triesOn } from '../../../../apps/gateway/operator/tries.js';
import { settingsWith } from '../../../../apps/gateway/settings/with-defaults.js';
import { manualClock } from '../../../../testkit/index.js';
import { TOKEN } from './support/cli.js';
import { openDesk, post, said } from './support/desk.js';

const hello = { room: 'lobby', text: 'hello' };
const wrong = 'not-the-right-token';

describe('without the operator’s token', () => {
  test.each(['', wrong, `${TOKEN}x`, TOKEN.slice(1)])('%j is answered with 401, and says nothing', async (token) => {
    let sayings = 0;
    const { url } = await openDesk(async () => {
      sayings++;
      return said;
    });
    const { status, headers, body } = await post(`${url}operator/say`, hello, token);
    expect([status, headers.get('www-authenticate'), body.code]).toEqual([401, 'Bearer', 'OPERATOR_TOKEN']);
    expect(sayings).toBe(0);
  });

  test('another scheme is no token', async () => {
    const { url } = await openDesk();
    const headers = { Authorization: `Basic ${TOKEN}` };
    expect((await fetch(`${url}operator/say`, { method: 'POST', headers })).status).toBe(401);
  });

  test('the body is not looked at', async () => {
    const { url } = await openDesk();
    expect((await post(`${url}operator/say`, 'x'.repeat(200_000), wrong)).status).toBe(401);
  });

  test('ten tries are all that an address has in a while, whatever it shows then', async () => {
    const { url, clock } = await openDesk();
    for (let i = 0; i < 10; i++) expect((await post(`${url}operator/say`, hello, wrong)).status).toBe(401);
    const { status, headers, body } = await post(`${url}operator/say`, hello);
    expect([status, headers.get('retry-after'), body.code]).toEqual([429, '60', 'OPERATOR_TRIES']);
    await clock.advance(60_000);
    expect((await post(`${url}operator/say`, hello)).status).toBe(200);
  });

  test('the right one makes the wrong ones forgotten', async () => {
    const { url } = await openDesk();
    for (let i = 0; i < 9; i++) await post(`${url}operator/say`, hello, wrong);
    expect((await post(`${url}operator/say`, hello)).status).toBe(200);
    expect((await post(`${url}operator/say`, hello, wrong)).status).toBe(401);
    expect((await post(`${url}operator/say`, hello)).status).toBe(200);
  });

  test('a request with no token is no try', async () => {
    const { url } = await openDesk();
    for (let i = 0; i < 12; i++) expect((await post(`${url}operator/say`, hello, '')).status).toBe(401);
    expect((await post(`${url}operator/say`, hello)).status).toBe(200);
  });
});

describe('the tries', () => {
  test('of one address are nothing to another', () => {
    const tries = triesOn(manualClock());
    for (let i = 0; i < 10; i++) tries.failed('one');
    expect([tries.wait('one'), tries.wait('other')]).toEqual([60_000, undefined]);
  });

  test('are remembered of 1,024 addresses, those that were heard of last', () => {
    const tries = triesOn(manualClock());
    for (const address of ['first', 'second']) for (let i = 0; i < 10; i++) tries.failed(address);
    for (let i = 0; i < 1_023; i++) tries.failed(`other ${i}`);
    expect([tries.wait('first'), tries.wait('second')]).toEqual([undefined, 60_000]);
  });

  test('are forgotten a minute after the last', async () => {
    const clock = manualClock();
    const tries = triesOn(clock);
    for (let i = 0; i < 9; i++) tries.failed('one');
    await clock.advance(60_000);
    tries.failed('one');
    expect(tries.wait('one')).toBeUndefined();
  });
});

describe('the log', () => {
  test('has each use with its address, and the length of what was said', async () => {
    const { url, log } = await openDesk();
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
    const { url, log } = await openDesk(undefined, { settings: settingsWith({ logTexts: true }) });
    await post(`${url}operator/say`, hello);
    expect(await log.line('operator')).toMatchObject({ text: 'hello' });
  });

  test('has each refusal with its code, and never a token', async () => {
    const { url, log } = await openDesk();
    await post(`${url}operator/say`, hello, wrong);
    await post(`${url}operator/file`, '{');
    expect(log.lines.map(({ what, code, address }) => [what, code, address])).toEqual([
      ['say', 'OPERATOR_TOKEN', '127.0.0.1'],
      ['file', 'OPERATOR_BODY', '127.0.0.1'],
    ]);
    expect(log.raw).not.toMatch(new RegExp(`${wrong}|${TOKEN}`));
  });
});
