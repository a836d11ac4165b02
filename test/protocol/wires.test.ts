import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { closeCode } from '../../adapters/transports/websocket/wire.js';
import { type Desk, openDesk } from './support/desk.js';
import { blocksIn, section } from './support/page.js';
import { packBlock, takeBlock } from './support/wires.js';

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
});

afterEach(() => desk.hub.stop());

async function openWebSocket(...subprotocols: string[]): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${desk.ports.websocket}/`, subprotocols);
  await once(socket, 'open');
  return socket;
}

const openTcp = () => connect({ port: desk.ports.tcp, host: '127.0.0.1' });

/** The close code and the first word of the reason. */
async function ending(socket: WebSocket): Promise<[number, string]> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return [code, reason.toString().split(' ')[0] ?? ''];
}

/** Rows `| code | what |` of the page's table of close codes. */
const closeCodes = new Map(
  [...section('How a connection ends').matchAll(/^\| (\d{4}) \| (.*) \|$/gm)].map(([, code, what]) => [code, what]),
);

describe('how a WebSocket ends', () => {
  test('is 1000 after quit', async () => {
    const socket = await openWebSocket('partyline.v1');
    socket.send('{"type":"quit"}');
    expect(await ending(socket)).toEqual([1000, 'bye']);
    expect(closeCodes.get('1000')).toContain('bye');
  });

  test('is 1012 when the server goes down', async () => {
    const socket = await openWebSocket('partyline.v1');
    const ended = ending(socket);
    await desk.hub.stop();
    expect(await ended).toEqual([1012, 'CHAT_DRAINING']);
    expect(closeCodes.get('1012')).toContain('CHAT_DRAINING');
  });

  test('is 4000 for another code', async () => {
    const socket = await openWebSocket('partyline.v1');
    for (let fault = 0; fault < desk.hub.limits.faults; fault++) socket.send('{');
    expect(await ending(socket)).toEqual([4000, 'CHAT_PROTOCOL']);
    expect(closeCodes.get('4000')).toContain('CHAT_PROTOCOL');
  });

  test('is 4008 for who reads too slowly', () => {
    expect(closeCode('CHAT_SLOW_CONSUMER')).toBe(4008);
    expect(closeCodes.get('4008')).toContain('CHAT_SLOW_CONSUMER');
  });

  test('is 1007 for a text that is not UTF-8', async () => {
    const socket = await openWebSocket('partyline.v1');
    socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect(await ending(socket)).toEqual([1007, '']);
    expect(closeCodes.get('1007')).toContain('not UTF-8');
  });

  test('is 1009 for a message that is too large', async () => {
    const socket = await openWebSocket('partyline.v1');
    socket.send('x'.repeat(2 * 131_072 + 1));
    expect(await ending(socket)).toEqual([1009, 'CHAT_FRAME_TOO_LARGE']);
    expect(closeCodes.get('1009')).toContain('twice');
  });
});

describe('a connection that is not native', () => {
  test('is a WebSocket without the subprotocol: it gets plain text', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${desk.ports.websocket}/`);
    const [greeting] = (await once(socket, 'message')) as [Buffer];
    expect(greeting.toString()).toBe('Welcome to Partyline.');
  });
});

describe('a program that is late on TCP', () => {
  test('has been greeted in lines without a brace, and is understood all the same', async () => {
    const socket = openTcp();
    const heard: string[] = [];
    for await (const line of createInterface(socket)) {
      heard.push(line);
      if (line === 'What is your nick?') socket.write('{"type":"ping","ref":1}\n');
      if (line.startsWith('{')) break;
    }
    expect(heard.slice(0, -1)).toEqual(['Welcome to Partyline.', 'What is your nick?']);
    expect(JSON.parse(heard.at(-1) ?? '')).toMatchObject({ type: 'ok', ref: 1 });
    socket.destroy();
  });

  test('finds its first block behind the greeting, at the first zero byte', async () => {
    const socket = openTcp();
    let bytes: Buffer = Buffer.alloc(0);
    let asked = false;
    for await (const chunk of socket) {
      bytes = Buffer.concat([bytes, chunk as Buffer]);
      if (!asked && bytes.includes('nick?\n')) {
        asked = true;
        socket.write(packBlock('{"type":"ping","ref":1}'));
      }
      if (bytes.includes('}}')) break;
    }
    const taken = takeBlock(bytes.subarray(bytes.indexOf(0)));
    expect(bytes.indexOf(0)).toBeGreaterThan(0);
    expect(JSON.parse(taken?.frame ?? '')).toMatchObject({ type: 'ok', ref: 1 });
  });
});

describe('the example of a block', () => {
  test('is understood as it stands on the page', async () => {
    const socket = openTcp();
    const [hex = ''] = blocksIn('hex');
    socket.write(Buffer.from(hex.replace(/\s/g, ''), 'hex'));
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    expect(JSON.parse(takeBlock(chunk)?.frame ?? '')).toMatchObject({ type: 'ok', ref: 1 });
    socket.destroy();
  });
});

describe('the transcript of a person', () => {
  test('is what the server says', async () => {
    const bob = await desk.call('TCP lines');
    await bob.ask({ type: 'hello', nick: 'bob' });
    await bob.ask({ type: 'join', room: 'lobby' });
    const cues = new Map([
      ['bob: hello, whoever you are', { type: 'say', room: 'lobby', text: 'hello, whoever you are' }],
      ['[bob → ann] psst', { type: 'tell', to: 'ann', text: 'psst' }],
    ]);
    const [, ...transcript] = (blocksIn('text')[0] ?? '').trimEnd().split('\n');
    const socket = openTcp();
    const lines = createInterface(socket)[Symbol.asyncIterator]();
    for (const line of transcript) {
      const cue = cues.get(line);
      if (cue !== undefined) bob.tell(cue);
      if (/^(?:ann|hi bob|\/.*)$/.test(line)) socket.write(`${line}\n`);
      else expect(await lines.next()).toEqual({ done: false, value: line });
    }
    expect(await lines.next()).toMatchObject({ done: true });
  });
});
