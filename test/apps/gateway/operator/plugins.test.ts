import { describe, expect, test } from 'vitest';
import type { PluginsPage } from '../../../../apps/gateway/operator/wire.js';
import type { Plugin } from '../../../../index.js';
import { stockPlugins } from '../support/gateway.js';
import { consoleFixture } from './support/console.js';

const MESSAGES = 400;

describe('a plugin', () => {
  test('that is reloaded under traffic lets nothing pass that it would not, and every message arrives', async () => {
    const { postOk: done, connectProgram: program } = await consoleFixture({ floodControl: false });
    const [ann, bob] = [await program('ann'), await program('bob')];
    const said = (async () => {
      for (let n = 0; n < MESSAGES; n++) await ann.ok({ type: 'say', room: 'lobby', text: `fuck ${n}` });
    })();
    let saying = true;
    void said.then(() => {
      saying = false;
    });
    let reloads = 0;
    while (saying) {
      await done('plugin', { name: 'profanity', do: 'reload' });
      reloads++;
    }
    const heard: unknown[] = [];
    while (heard.length < MESSAGES) heard.push((await bob.next('message')).text);
    expect(heard).toEqual(Array.from({ length: MESSAGES }, (_, n) => `**** ${n}`));
    expect(reloads).toBeGreaterThan(3);
  });

  test('that is off does nothing, and on again is where it was', async () => {
    const {
      postOk: done,
      connectProgram: program,
      query: read,
      gateway,
      lastAuditEntry: audited,
    } = await consoleFixture();
    const [ann, bob] = [await program('ann'), await program('bob')];
    expect(await done('plugin', { name: 'profanity', do: 'off' })).toEqual({ line: 'switched off profanity' });
    await ann.ok({ type: 'say', room: 'lobby', text: 'fuck' });
    expect(await bob.next('message')).toMatchObject({ text: 'fuck' });
    const { plugins } = await read<PluginsPage>('plugins');
    expect(plugins.map(({ name }) => name)).toEqual(stockPlugins);
    expect(plugins.find(({ on }) => !on)?.name).toBe('profanity');
    await done('plugin', { name: 'profanity', do: 'on' });
    expect(gateway.hub.plugins.list()).toEqual(stockPlugins);
    await ann.ok({ type: 'say', room: 'lobby', text: 'fuck' });
    expect(await bob.next('message')).toMatchObject({ text: '****' });
    expect(await audited()).toMatchObject({ act: 'plugin on', who: 'profanity', line: 'switched on profanity' });
  });

  test.each(stockPlugins.filter((name) => name !== 'operator'))(
    '%s can be reloaded, switched off and on',
    async (name) => {
      const { postOk: done, gateway, connectProgram: program } = await consoleFixture();
      const bob = await program('bob');
      for (const what of ['reload', 'off', 'off', 'on', 'on', 'reload']) await done('plugin', { name, do: what });
      expect(gateway.hub.plugins.list()).toEqual(stockPlugins);
      await bob.ok({ type: 'say', room: 'lobby', text: 'all is well' });
    },
  );

  test('with others that are off goes in front of the next that is on', async () => {
    const { postOk: done, gateway } = await consoleFixture();
    for (const name of ['flood-control', 'moderation', 'profanity']) await done('plugin', { name, do: 'off' });
    await done('plugin', { name: 'moderation', do: 'on' });
    await done('plugin', { name: 'flood-control', do: 'on' });
    await done('plugin', { name: 'profanity', do: 'on' });
    expect(gateway.hub.plugins.list()).toEqual(stockPlugins);
  });

  test('that stays as it is says why', async () => {
    const brought: Plugin = { name: 'brought', setup() {} };
    const { post: act } = await consoleFixture({}, { plugins: [brought] });
    for (const name of ['operator', 'brought']) {
      const { status, body } = await act('plugin', { name, do: 'off' });
      expect([status, body]).toMatchObject([409, { code: 'OPERATOR_FIXED', details: { reason: expect.any(String) } }]);
    }
    expect((await act('plugin', { name: 'pigeon', do: 'off' })).body.code).toBe('OPERATOR_UNKNOWN');
    expect((await act('plugin', { name: 'profanity', do: 'shake' })).body.code).toBe('CHAT_BAD_COMMAND');
  });

  test('that others depend on is not switched off', async () => {
    const needy: Plugin = { name: 'needy', dependsOn: ['profanity'], setup() {} };
    const { post: act, query: read } = await consoleFixture({}, { plugins: [needy] });
    const { status, body } = await act('plugin', { name: 'profanity', do: 'off' });
    expect([status, body.code]).toEqual([409, 'CHAT_PLUGIN_DEPENDENCY']);
    const { plugins } = await read<PluginsPage>('plugins');
    expect(plugins.find(({ name }) => name === 'profanity')?.neededBy).toEqual(['needy']);
  });
});

describe('while it is off', () => {
  test('the metrics are not there, and begin anew', async () => {
    const { postOk: done, http, connectProgram: program } = await consoleFixture();
    await program('bob');
    const metrics = async () => fetch(`${http}metrics`);
    await done('plugin', { name: 'metrics', do: 'off' });
    expect((await metrics()).status).toBe(404);
    await done('plugin', { name: 'metrics', do: 'on' });
    expect(await (await metrics()).text()).toMatch(/partyline_sessions\{.*\} 1/);
  });

  test('files are not taken, and those that are kept are there again afterwards', async () => {
    const { postOk: done, post: act, http, query: read } = await consoleFixture();
    const { path } = await done('file', { room: 'lobby' });
    const put = await fetch(new URL(`${String(path)}a.txt`, http), {
      method: 'PUT',
      body: 'hello',
      headers: { Accept: 'application/json' },
    });
    const { url } = (await put.json()) as { url: string };
    await done('plugin', { name: 'file-transfer', do: 'off' });
    expect((await fetch(url)).status).toBe(404);
    expect((await act('file', { room: 'lobby' })).body.code).toBe('FILES_OFF');
    expect((await read<{ files: boolean }>('overview')).files).toBe(false);
    await done('plugin', { name: 'file-transfer', do: 'on' });
    expect(await (await fetch(url)).text()).toBe('hello');
  });

  test('an operator in the chat is still one', async () => {
    const { postOk: done, connectProgram: program, gateway } = await consoleFixture();
    const ann = await program('ann', { credentials: { operator: gateway.operatorToken } });
    await done('plugin', { name: 'operators', do: 'off' });
    await ann.ok({ type: 'room.topic', room: 'lobby', topic: 'Tea' });
  });
});
