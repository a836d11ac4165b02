import { createServer, type Server } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ListenerView, Overview } from '../../../../apps/gateway/operator/wire.js';
import { tokenOf } from '../../../plugins/moderation/support/house.js';
import { ncClient, webSocketClient } from '../support/gateway.js';
import { type ConsoleFixture, consoleFixture, reconnectingClient, until } from './support/console.js';

async function listener({ query: read }: ConsoleFixture, name: string): Promise<ListenerView | undefined> {
  return (await read<Overview>('overview')).listeners.find((one) => one.name === name);
}

/** Takes a port, until the test is done or it is given back. */
async function taken(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return server;
}

describe('a listener', () => {
  test('counts its connections', async () => {
    const desk = await consoleFixture();
    const person = ncClient(desk.tcpPort);
    await person.waitFor('Welcome');
    await until(async () => expect((await listener(desk, 'tcp'))?.connections).toBe(1));
    person.send('/quit');
    await person.closed;
    await until(async () => expect((await listener(desk, 'tcp'))?.connections).toBe(0));
  });

  test('counts a session that comes back on another connection once', async () => {
    const desk = await consoleFixture();
    const bob = await desk.connectProgram('bob', { resume: true });
    const token = tokenOf(bob);
    bob.wire.abort();
    await until(async () => expect((await listener(desk, 'websocket'))?.connections).toBe(0));
    const again = await desk.connectProgram('bob', { resume: token });
    expect((await listener(desk, 'websocket'))?.connections).toBe(1);
    await desk.connectProgram('bob', { resume: token });
    await again.over;
    expect((await listener(desk, 'websocket'))?.connections).toBe(1);
  });

  test('that is switched off sends its people away and lets nobody in, and the others notice nothing', async () => {
    const desk = await consoleFixture();
    const bob = await desk.connectProgram('bob');
    const person = ncClient(desk.tcpPort);
    person.send('ann');
    await person.waitFor('You are in #lobby');
    expect(await desk.postOk('listener', { name: 'tcp', on: false })).toMatchObject({
      line: 'stopped listening on tcp',
    });
    expect(await person.closed).toMatch(/Come back in \d+ s\./);
    const closed = await listener(desk, 'tcp');
    expect(closed).toMatchObject({ state: 'closed', connections: 0 });
    expect(closed).not.toHaveProperty('url');
    expect(await ncClient(desk.tcpPort).closed).toBe('');
    await bob.ok({ type: 'say', room: 'lobby', text: 'still here' });
    expect(await desk.lastAuditEntry()).toMatchObject({ act: 'listener off', who: 'tcp' });
  });

  test('that is switched on again is where it was told, and /about.json knows it', async () => {
    const desk = await consoleFixture();
    await desk.postOk('listener', { name: 'tcp', on: false });
    expect(await (await fetch(`${desk.http}about.json`)).json()).not.toHaveProperty('tcpPort');
    const { listener: view } = await desk.postOk('listener', { name: 'tcp', on: true });
    const port = Number(new URL((view as unknown as ListenerView).url ?? '').port);
    await ncClient(port).waitFor('Welcome');
    expect(await (await fetch(`${desk.http}about.json`)).json()).toMatchObject({ tcpPort: port });
  });

  test('of WebSocket leaves the page and the console reachable, and its clients come back', async () => {
    const desk = await consoleFixture();
    const client = await reconnectingClient(desk.ws, 'bob');
    const away = new Promise<void>((resolve) => void client.on('state', (state) => state !== 'online' && resolve()));
    await desk.postOk('listener', { name: 'websocket', on: false });
    await away;
    expect((await fetch(`${desk.http}livez`)).status).toBe(200);
    await expect(webSocketClient(desk.ws)).rejects.toThrow('503');
    const back = new Promise<void>((resolve) => void client.on('state', (state) => state === 'online' && resolve()));
    await desk.postOk('listener', { name: 'websocket', on: true });
    client.hurry();
    await back;
    await client.say('lobby', 'I am back');
    expect((await desk.sessionOf('bob')).rooms).toEqual(['lobby']);
  });

  test('that cannot be opened says why, and can be tried again', async () => {
    const desk = await consoleFixture({ tcpPort: await freePort() });
    await desk.postOk('listener', { name: 'tcp', on: false });
    const server = await taken(desk.tcpPort);
    const { status, body } = await desk.post('listener', { name: 'tcp', on: true });
    expect([status, body.code]).toEqual([409, 'CHAT_LISTEN_FAILED']);
    expect(await listener(desk, 'tcp')).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining(`port ${desk.tcpPort}`),
    });
    expect(await desk.lastAuditEntry()).toMatchObject({ act: 'listener on', refused: 'CHAT_LISTEN_FAILED' });
    await new Promise((resolve) => server.close(resolve));
    await desk.postOk('listener', { name: 'tcp', on: true });
    const open = await listener(desk, 'tcp');
    expect(open).toMatchObject({ state: 'open' });
    expect(open).not.toHaveProperty('reason');
  });

  test('is known by its name, and nothing happens to one that is as it shall be', async () => {
    const desk = await consoleFixture();
    expect((await desk.post('listener', { name: 'pigeon', on: true })).body.code).toBe('OPERATOR_UNKNOWN');
    expect((await desk.post('listener', { name: 'tcp' })).body.code).toBe('CHAT_BAD_COMMAND');
    await desk.postOk('listener', { name: 'tcp', on: true });
    expect((await listener(desk, 'tcp'))?.state).toBe('open');
  });

  test('of an old program is one of them', async () => {
    const desk = await consoleFixture({
      heritage: true,
      heritageQserverchatPort: 0,
      heritageQmlChatPort: 0,
      heritageTcpChattingPort: await freePort(),
      heritageWebsocketFilesPort: 0,
      heritageServerchatPort: 0,
    });
    const { listeners } = await desk.query<Overview>('overview');
    expect(listeners).toHaveLength(7);
    const old = listeners.find(({ name }) => /^heritage \d+$/.test(name));
    expect(old).toMatchObject({ transport: 'tcp', state: 'open' });
    await desk.postOk('listener', { name: old?.name, on: false });
    expect((await listener(desk, old?.name ?? ''))?.state).toBe('closed');
    expect((await listener(desk, 'tcp'))?.state).toBe('open');
  });
});

async function freePort(): Promise<number> {
  const server = await taken(0);
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
