import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/files.js';
import { startGateway } from '../support/gateway.js';
import { runProgram, TOKEN } from './support/cli.js';
import { joinAsAnn } from './support/routes.js';
import { fakeGateway } from './support/stand-in.js';

const operatorToken = TOKEN;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function fileOf(bytes: Uint8Array, name = 'a file.bin'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

const sendTo = (url: string, ...args: readonly string[]) =>
  runProgram(['send-file', '--room', 'lobby', '--url', url, ...args]);

/** Answers like a gateway that takes the file, up to the file itself. */
const ticket = JSON.stringify({ room: 'lobby', path: '/files/new/x/', url: 'http://nowhere.example/' });

describe('partyline send-file', () => {
  test.each([0, 1, 5 * 1024 * 1024])('sends a file of %i bytes, which the room is told of', async (size) => {
    const { http, tcpPort } = await startGateway({ operatorToken });
    const person = await joinAsAnn(tcpPort);
    const bytes = randomBytes(size);
    const { code, out, err } = await sendTo(http, fileOf(bytes));
    expect([code, err]).toEqual([0, '']);
    const [, address = ''] = /^sent to lobby: (http:\S+)\n$/.exec(out) ?? [];
    await person.waitFor(address);
    await person.waitFor('partyline sends a file.bin');
    const got = await fetch(address);
    expect(got.status).toBe(200);
    expect(sha256(new Uint8Array(await got.arrayBuffer()))).toBe(sha256(bytes));
  });

  test('calls it what it is told to', async () => {
    const { http, tcpPort } = await startGateway({ operatorToken });
    const person = await joinAsAnn(tcpPort);
    expect(await sendTo(http, fileOf(randomBytes(9)), '--name', 'Bericht für #1?.txt')).toMatchObject({ code: 0 });
    await person.waitFor('partyline sends Bericht für #1_.txt (9 B)');
  });

  test('goes where --url says, whatever address the gateway has for people', async () => {
    const { http, tcpPort } = await startGateway({ operatorToken, publicUrl: 'https://chat.example' });
    const person = await joinAsAnn(tcpPort);
    expect(await sendTo(http, fileOf(randomBytes(9)))).toMatchObject({ code: 0 });
    await person.waitFor('a file.bin (9 B) https://chat.example/files/');
  });

  test('tells in one line that the file is too large', async () => {
    const { http } = await startGateway({ operatorToken, fileBytes: 1_000 });
    const end = await sendTo(http, fileOf(randomBytes(3_000_000)));
    expect(end).toEqual({ code: 1, out: '', err: 'partyline: Refused: The file is too large. (FILE_TOO_LARGE)\n' });
  });

  test('tells in one line that files are switched off', async () => {
    const { http } = await startGateway({ operatorToken, files: false });
    const end = await sendTo(http, fileOf(randomBytes(1)));
    expect(end).toEqual({ code: 1, out: '', err: 'partyline: Refused: Files are disabled. (FILES_OFF)\n' });
  });

  test('tells in one line that there is no gateway', async () => {
    const { code, err } = await sendTo('http://127.0.0.1:1/', fileOf(randomBytes(1)));
    expect([code, err.split('\n')]).toEqual([1, [expect.stringContaining('No gateway at'), '']]);
  });

  test('tells in one line that the gateway was lost in the middle', async () => {
    const url = await fakeGateway((request, response) => {
      if (request.method === 'POST') response.end(ticket);
      else request.once('data', () => request.destroy());
    });
    const { code, out, err } = await sendTo(url, fileOf(randomBytes(5_000_000)));
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^partyline: The connection to the gateway at http:\S+ was lost \((?:ECONNRESET|EPIPE)\)\.\n$/);
  });

  test('tells in one line that the file became smaller meanwhile', async () => {
    const path = fileOf(randomBytes(100_000));
    const url = await fakeGateway((request, response) => {
      if (request.method !== 'POST') return;
      truncateSync(path, 10);
      response.end(ticket);
    });
    const { code, err } = await sendTo(url, path);
    expect([code, err]).toEqual([1, `partyline: ${path} shrank while it was being sent.\n`]);
  });

  test('sends no more of a file that grows than it had at first', async () => {
    const path = fileOf(randomBytes(10));
    let size: number | undefined;
    const url = await fakeGateway((request, response) => {
      if (request.method === 'POST') {
        writeFileSync(path, randomBytes(100_000));
        response.end(ticket);
        return;
      }
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => void parts.push(part));
      request.on('end', () => {
        size = Buffer.concat(parts).length;
        response.writeHead(201).end('{"file":"f","url":"u"}');
      });
    });
    expect(await sendTo(url, path)).toEqual({ code: 0, out: 'sent to lobby: u\n', err: '' });
    expect(size).toBe(10);
  });

  test('shows the token to the desk alone', async () => {
    const shown: unknown[] = [];
    const url = await fakeGateway((request, response) => {
      shown.push([request.method, request.headers.authorization]);
      request.resume().on('end', () => {
        if (request.method === 'POST') response.end(ticket);
        else response.writeHead(201).end('{"file":"f","url":"u"}');
      });
    });
    await sendTo(url, fileOf(randomBytes(1)));
    expect(shown).toEqual([
      ['POST', `Bearer ${TOKEN}`],
      ['PUT', undefined],
    ]);
  });

  test('ends with 2 for a path that leads to no file, and asks for nothing', async () => {
    let asked = 0;
    const url = await fakeGateway(() => void asked++);
    const place = temporaryFolder();
    mkdirSync(join(place, 'inner'));
    expect(await sendTo(url, join(place, 'inner'))).toEqual({
      code: 2,
      out: '',
      err: `partyline: ${join(place, 'inner')} is a folder. Only files can be sent.\n`,
    });
    const missing = await sendTo(url, join(place, 'missing'));
    expect([missing.code, missing.err.split('\n')]).toEqual([2, [expect.stringContaining('Cannot read '), '']]);
    expect(await sendTo(url)).toMatchObject({ code: 2, err: 'partyline: Name the file to send.\n' });
    expect(await sendTo(url, 'a', 'b')).toMatchObject({
      code: 2,
      err: 'partyline: Only one file can be sent at a time.\n',
    });
    expect(asked).toBe(0);
  });
});
