import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Client, createClient, webSocket } from '../../../../client/index.js';
import { tcp } from '../../../../client/wires/tcp.js';
import { needs } from '../../../support/available.js';
import { useBrowser } from '../../../support/browser.js';
import { startGateway } from '../../gateway/support/gateway.js';
import { message, type Size, send, signIn } from './support/chat.js';

const chromium = needs('chromium');
const nc = needs('nc');

/** A user with `nc`. */
function terminal(port: number) {
  const child = spawn(nc ?? '', ['127.0.0.1', String(port)]);
  onTestFinished(() => void child.kill());
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    screen += chunk;
  });
  return {
    type: (line: string) => child.stdin.write(`${line}\n`),
    async shows(text: string) {
      while (!screen.includes(text)) await once(child.stdout, 'data');
    },
  };
}

/** A Node.js client of this package in the lobby, and the messages that it receives. */
async function program(client: Client) {
  onTestFinished(() => client.stop());
  client.connect();
  const lobby = await client.join('lobby');
  const heard: string[] = [];
  lobby.on('message', ({ text }) => void heard.push(text));
  return { lobby, heard };
}

describe.skipIf(chromium === undefined || nc === undefined).each<Size>(['wide', 'narrow'])(
  'one room on a %s screen',
  (size) => {
    const open = useBrowser(chromium ?? '');

    test('delivers messages of two browsers, a terminal and bots in one order', async () => {
      const { http, ws, tcpPort } = await startGateway();
      const overWebSocket = webSocket(ws, { WebSocket });
      const web = await program(createClient({ open: overWebSocket, nick: 'web' }));
      const wire = await program(createClient({ open: tcp({ host: '127.0.0.1', port: tcpPort }), nick: 'wire' }));
      const ann = await signIn(open, http, 'ann', size);
      const bob = await signIn(open, http, 'bob', size);
      const dora = terminal(tcpPort);
      dora.type('dora');
      await dora.shows('You are in #lobby');

      await send(ann, 'from one browser');
      await message(bob, 'from one browser').waitFor();
      await send(bob, 'from another browser');
      await dora.shows('from another browser');
      dora.type('from a terminal');
      await message(ann, 'from a terminal').waitFor();
      await web.lobby.say('from a program on a WebSocket');
      await wire.lobby.say('from a program on TCP');

      const everything = [
        'from one browser',
        'from another browser',
        'from a terminal',
        'from a program on a WebSocket',
        'from a program on TCP',
      ];
      await dora.shows('from a program on TCP');
      for (const page of [ann, bob]) {
        await message(page, 'from a program on TCP').waitFor();
        expect(await page.locator('.message-sent .message-text').allTextContents()).toEqual(everything);
      }
      await expect.poll(() => [web.heard, wire.heard]).toEqual([everything, everything]);
    });
  },
);
