import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sendFile } from '../../../bench/files/client/send-file.js';
import { sourceOf } from '../../../bench/files/client/source.js';
import { type JsonObject, type Plugin, refuse } from '../../../core/index.js';

import { type FileTransfer, fileTransfer } from '../../../plugins/file-transfer/index.js';
import { type House, openHubFixture } from './support/hub-fixture.js';

/** A server that has the files of whatever plugin it is given later. */
async function webServer() {
  let files: FileTransfer | undefined;
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    if (files?.http(request, response) !== true) response.writeHead(404).end('nothing here');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(plugin: FileTransfer) {
      files = plugin;
    },
  };
}

/** A hub whose files are on the web, Ann and Bob in its lobby. */
async function openWeb(plugins: readonly Plugin[] = []) {
  const server = await webServer();
  const house = await openHubFixture('memory', { publicUrl: server.url }, plugins);
  server.serve(house.files);
  const [ann, bob] = [await house.connect('ann'), await house.connect('bob')];
  return { house, url: server.url, ann, bob };
}

function nextMessage(peer: Awaited<ReturnType<House['connect']>>): Promise<JsonObject> {
  return new Promise((resolve) => {
    peer.listen((event) => {
      if (event.type === 'message') resolve(event);
    });
  });
}

const body = (source: ReturnType<typeof sourceOf>) => new Uint8Array(source.read(0, source.size));

describe('files on the web', () => {
  test('are not there before the plugin is set up, and are when it is', async () => {
    const server = await webServer();
    server.serve(fileTransfer({ dir: 'nowhere' }));
    expect((await fetch(`${server.url}/files/x/y`)).status).toBe(503);
    expect((await fetch(`${server.url}/other`)).status).toBe(404);
    const house = await openHubFixture('memory');
    server.serve(house.files);
    expect((await fetch(`${server.url}/files/x/y`)).status).toBe(404);
    await house.hub.plugins.unload('file-transfer');
    expect((await fetch(`${server.url}/files/x/y`)).status).toBe(503);
  });

  test('have the address that the room was told', async () => {
    const { ann, bob } = await openWeb();
    const source = sourceOf(100_000, 4);
    const told = nextMessage(bob);
    await sendFile(ann, { header: { room: 'lobby', name: 'ü.bin', size: source.size }, ...source });
    const [, address = ''] = /(http:.*)$/.exec(String((await told).text)) ?? [];
    const response = await fetch(address);
    expect(response.status).toBe(200);
    expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), source.read(0, source.size))).toBe(0);
  });

  test('come with a ticket, as curl sends them, and are told in the sender’s name', async () => {
    const { ann, bob } = await openWeb();
    const source = sourceOf(100_000, 5);
    const told = nextMessage(bob);
    const { url } = await ann.ask({ type: 'file.ticket', room: 'lobby' });
    const response = await fetch(`${String(url)}a%20b.txt`, { method: 'PUT', body: body(source) });
    expect([response.status, (await told).from]).toEqual([201, expect.objectContaining({ nick: 'ann' })]);
    expect(await told).toMatchObject({ kind: 'file', data: { name: 'a b.txt', sha256: source.sha256 } });
    expect((await response.text()).trim()).toBe(String((await told).text).replace(/^.* /, ''));
  });

  test('come with a ticket of somebody who is gone, and are told under that nick', async () => {
    const { ann, bob } = await openWeb();
    const told = nextMessage(bob);
    const { url } = await ann.ask({ type: 'file.ticket', room: 'lobby' });
    await ann.ask({ type: 'quit' });
    await ann.over;
    const response = await fetch(`${String(url)}a.txt`, { method: 'PUT', body: 'hello' });
    expect([response.status, (await told).from]).toEqual([201, { id: 'plugin:file-transfer', nick: 'ann' }]);
  });

  test('come once with a ticket', async () => {
    const { ann, bob } = await openWeb();
    const heard: unknown[] = [];
    bob.listen((event) => void heard.push(event));
    const { url } = await ann.ask({ type: 'file.ticket', room: 'lobby' });
    const first = await fetch(`${String(url)}a.txt`, { method: 'PUT', body: 'hello' });
    const again = await fetch(`${String(url)}b.txt`, { method: 'PUT', body: 'other' });
    expect([first.status, await again.text()]).toEqual([201, await first.text()]);
    expect(heard).toHaveLength(1);
    const none = await fetch(String(url).replace(/new\/.*/, 'new/no-such/a.txt'), { method: 'PUT', body: 'x' });
    expect(await none.json()).toMatchObject({ code: 'FILE_TICKET' });
  });

  test('are refused by the same gates, and the ticket can be used for another one', async () => {
    const picky: Plugin = {
      name: 'picky',
      setup: (host) =>
        host.gate('file', (request) => (request.name.endsWith('.exe') ? refuse('PICKY_NO', 'No programs.') : request)),
    };
    const { ann } = await openWeb([picky]);
    const { url } = await ann.ask({ type: 'file.ticket', room: 'lobby' });
    const refused = await fetch(`${String(url)}a.exe`, { method: 'PUT', body: 'hello' });
    expect(await refused.json()).toMatchObject({ code: 'PICKY_NO' });
    expect((await fetch(`${String(url)}a.txt`, { method: 'PUT', body: 'hello' })).status).toBe(201);
  });

  test('need whoever has the ticket still in the room, if they are here', async () => {
    const { ann } = await openWeb();
    const { url } = await ann.ask({ type: 'file.ticket', room: 'lobby' });
    await ann.ask({ type: 'leave', room: 'lobby' });
    const response = await fetch(`${String(url)}a.txt`, { method: 'PUT', body: 'hello' });
    expect(await response.json()).toMatchObject({ code: 'CHAT_NOT_IN_ROOM' });
  });

  test('for one person need their sender here', async () => {
    const { ann } = await openWeb();
    const { url } = await ann.ask({ type: 'file.ticket', to: 'bob' });
    await ann.ask({ type: 'quit' });
    await ann.over;
    const response = await fetch(`${String(url)}a.txt`, { method: 'PUT', body: 'hello' });
    expect(await response.json()).toMatchObject({ code: 'FILE_SENDER_GONE' });
  });

  test('go on over the web where they were begun over the chat', async () => {
    const { ann, bob, url } = await openWeb();
    const source = sourceOf(50_000, 6);
    const told = nextMessage(bob);
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: source.size });
    const lost = new Promise((resolve) => {
      ann.listen((event) => {
        if (event.type === 'file.abort') resolve(event.code);
      });
    });
    const headers = { 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
    const address = `${url}/files/up/${String(transfer)}`;
    const response = await fetch(address, { method: 'PATCH', headers, body: body(source) });
    expect([response.status, await lost]).toEqual([201, 'FILE_TAKEN_OVER']);
    expect(await told).toMatchObject({ data: { sha256: source.sha256 } });
  });
});
