import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { memory } from '../../../adapters/transports/memory/index.js';
import { createGateway } from '../../../apps/gateway/index.js';
import { ChatError, type Plugin, refuse, silent } from '../../../index.js';
import { jsonLogger } from '../../../plugins/logging/index.js';
import { logBook } from '../../plugins/logging/support/log-book.js';
import { ncClient, startGateway, stockPlugins, webSocketClient } from './support/gateway.js';

const hello = (nick: string): string => JSON.stringify({ type: 'hello', nick, ref: 'hello' });
const join = JSON.stringify({ type: 'join', room: 'lobby', ref: 'join' });

describe('a gateway that runs', () => {
  test('has people with nc, bare WebSockets and native clients in one room', async () => {
    const { tcpPort, ws } = await startGateway();
    const ann = ncClient(tcpPort);
    await ann.waitFor('What is your nick?');
    ann.send('ann');
    await ann.waitFor('#lobby');
    const bob = await webSocketClient(`${ws}ws`, 'partyline.v1');
    bob.send(hello('bob'));
    bob.send(join);
    await bob.waitFor('"members"');
    const guest = await webSocketClient(ws);
    await guest.waitFor('#lobby');

    ann.send('hello from nc');
    await bob.waitFor('"text":"hello from nc"');
    await guest.waitFor('ann: hello from nc');
    bob.send(JSON.stringify({ type: 'say', room: 'lobby', text: 'hello from json' }));
    await ann.waitFor('bob: hello from json');
    await guest.waitFor('bob: hello from json');
    guest.send('hello from plain text');
    await ann.waitFor(': hello from plain text');
    await bob.waitFor('"text":"hello from plain text"');
  });

  test('greets as it was told, and into the room it was told', async () => {
    const { tcpPort } = await startGateway({ greeting: 'Good evening.', room: 'attic' });
    const ann = ncClient(tcpPort);
    await ann.waitFor('Good evening.');
    ann.send('ann');
    await ann.waitFor('#attic');
  });

  test('shows people their own lines where echo is on', async () => {
    const { tcpPort } = await startGateway({ echo: true });
    const ann = ncClient(tcpPort);
    ann.send('ann');
    await ann.waitFor('#lobby');
    ann.send('is this on?');
    await ann.waitFor('ann: is this on?');
  });

  test('keeps the limits that it was given', async () => {
    const { ws } = await startGateway({ limits: { textCharacters: 3 } });
    const ann = await webSocketClient(ws, 'partyline.v1');
    ann.send(hello('ann'));
    ann.send(join);
    ann.send(JSON.stringify({ type: 'say', room: 'lobby', text: 'four', ref: 'say' }));
    await ann.waitFor('CHAT_TEXT_TOO_LONG');
  });

  test('takes messages as large as the limits allow', async () => {
    const { ws, tcpPort } = await startGateway({ limits: { textCharacters: 200_000, textBytes: 200_000 } });
    const text = '"'.repeat(200_000);
    const ann = await webSocketClient(ws, 'partyline.v1');
    ann.send(hello('ann'));
    ann.send(join);
    await ann.waitFor('"members"');
    ann.send(JSON.stringify({ type: 'say', room: 'lobby', text, ref: 'by websocket' }));
    await ann.waitFor('"type":"ok","ref":"by websocket"');
    const bob = ncClient(tcpPort);
    bob.send(hello('bob'));
    bob.send(join);
    await bob.waitFor('"members"');
    bob.send(JSON.stringify({ type: 'say', room: 'lobby', text, ref: 'by tcp' }));
    await bob.waitFor('"type":"ok","ref":"by tcp"');
  });

  test('says nothing of the room that people start in, however it was written', async () => {
    const { tcpPort } = await startGateway({ room: '#Attic' });
    const ann = ncClient(tcpPort);
    ann.send('ann');
    await ann.waitFor('#attic');
    const bob = ncClient(tcpPort);
    bob.send('bob');
    await bob.waitFor('#attic');
    bob.send('hello');
    await ann.waitFor('\nbob: hello');
  });

  test('takes the pages that it was told to, and no others', async () => {
    const { ws } = await startGateway({ origins: ['https://chat.example'] });
    const open = (origin: string) =>
      new Promise((resolve) => {
        const socket = new WebSocket(ws, { origin });
        onTestFinished(() => socket.terminate());
        socket.on('open', () => resolve('open')).on('error', ({ message }) => resolve(message));
      });
    expect(await open('https://chat.example')).toBe('open');
    expect(await open('https://evil.example')).toMatch('403');
  });
});

describe('what can be replaced', () => {
  test('a memory transport and a plugin come in by overrides', async () => {
    const wire = memory();
    const polite: Plugin = { name: 'polite', setup: (host) => host.gate('publish', () => refuse('POLITE_NO', 'No.')) };
    const { gateway, addresses } = await startGateway({}, { transports: [wire], plugins: [polite] });
    expect(gateway.hub.plugins.list()).toEqual([...stockPlugins, 'polite']);
    expect(addresses.map(({ transport }) => transport)).toEqual(['http', 'tcp', 'websocket', 'memory']);
    const peer = wire.connect({ subprotocol: 'partyline.v1' });
    for (const frame of [hello('ann'), join, JSON.stringify({ type: 'say', room: 'lobby', text: 'hi', ref: 1 })]) {
      peer.send(frame);
    }
    const frames = [await peer.next(), await peer.next(), await peer.next()];
    expect(frames.join('\n')).toContain('POLITE_NO');
  });

  test('the logger takes the log, without texts unless they are asked for', async () => {
    const said: unknown[] = [];
    const info = (fields: object, text: string) => void said.push({ ...fields, msg: text });
    for (const logTexts of [false, true]) {
      const { gateway, tcpPort } = await startGateway({ logTexts }, { logger: { ...silent, info } });
      const ann = ncClient(tcpPort);
      ann.send('ann');
      await ann.waitFor('#lobby');
      const logged = new Promise((resolve) => gateway.hub.on('message', resolve));
      ann.send('psst');
      await logged;
      await gateway.stop();
    }
    const messages = said.filter((line) => (line as { msg: string }).msg === 'message');
    expect(messages).toEqual([
      expect.objectContaining({ textCharacters: 4 }),
      expect.objectContaining({ text: 'psst' }),
    ]);
  });

  test("a plugin's failure is logged once, with its name and cause", async () => {
    const book = logBook();
    const broken: Plugin = {
      name: 'broken',
      setup: (host) =>
        host.on('joined', () => {
          throw new RangeError('too far');
        }),
    };
    const { tcpPort, gateway } = await startGateway(
      {},
      { plugins: [broken], logger: jsonLogger({ destination: book }) },
    );
    const ann = ncClient(tcpPort);
    ann.send('ann');
    await ann.waitFor('#lobby');
    await gateway.stop();
    const failures = book.lines.filter(({ level }) => level === 'error');
    expect(failures).toEqual([
      expect.objectContaining({
        plugin: 'broken',
        what: 'joined',
        error: expect.objectContaining({ message: 'too far' }),
      }),
    ]);
  });
});

describe('starting and stopping', () => {
  test('stop tells everybody, and leaves no port open', async () => {
    const { gateway, tcpPort, ws, http } = await startGateway();
    const ann = ncClient(tcpPort);
    ann.send('ann');
    await ann.waitFor('#lobby');
    const bob = await webSocketClient(ws, 'partyline.v1');
    bob.send(hello('bob'));
    await bob.waitFor('welcome');
    await gateway.stop();
    expect(await ann.closed).toContain('The server is going down.');
    expect(await bob.closed).toContain('CHAT_DRAINING');
    await expect(fetch(http)).rejects.toThrow();
    await expect(webSocketClient(ws)).rejects.toThrow('ECONNREFUSED');
  });

  test('a TCP port that is taken leaves nothing open', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void squatter.close());
    const { port } = squatter.address() as { port: number };
    const gateway = createGateway({ httpPort: 0, tcpPort: port }, { logger: silent });
    const failure = await gateway.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ChatError);
    expect(failure).toMatchObject({ code: 'CHAT_LISTEN_FAILED', details: { port, reason: 'EADDRINUSE' } });
    expect(gateway.hub.state).toBe('stopped');
  });

  test('a plugin that cannot be set up keeps the gateway from starting', async () => {
    const broken: Plugin = { name: 'broken', setup: () => Promise.reject(new Error('no disk')) };
    const gateway = createGateway({ httpPort: 0, tcpPort: 0 }, { logger: silent, plugins: [broken] });
    await expect(gateway.start()).rejects.toMatchObject({
      code: 'CHAT_PLUGIN_SETUP',
      message: 'The plugin broken could not be set up: no disk',
    });
  });

  test('stop while it starts ends both', async () => {
    const gateway = createGateway({ httpPort: 0, tcpPort: 0 }, { logger: silent });
    const started = gateway.start().catch((error: unknown) => error);
    await gateway.stop();
    expect(await started).toMatchObject({ code: 'CHAT_DRAINING' });
    expect(gateway.hub.state).toBe('stopped');
  });

  test('a gateway is started once', async () => {
    const { gateway } = await startGateway();
    await expect(gateway.start()).rejects.toThrow(TypeError);
    expect(gateway.hub.state).toBe('open');
  });

  test('settings that cannot be are misuse', () => {
    expect(() => createGateway({ httpPort: 70_000 })).toThrow(TypeError);
  });
});

describe('the filter for profanity', () => {
  const said = async (settings: Parameters<typeof startGateway>[0]) => {
    const { tcpPort } = await startGateway(settings);
    const [ann, bob] = [ncClient(tcpPort), ncClient(tcpPort)];
    for (const [nick, person] of [
      ['ann', ann],
      ['bob', bob],
    ] as const) {
      person.send(nick);
      await person.waitFor('You are in #lobby');
    }
    ann.send('what the fuck, Scunthorpe');
    return bob;
  };

  test('is on, and masks', async () => {
    const bob = await said({});
    await bob.waitFor('ann: what the ****, Scunthorpe');
  });

  test('is off where it is switched off', async () => {
    const bob = await said({ profanity: 'off' });
    await bob.waitFor('ann: what the fuck, Scunthorpe');
  });
});
