import { describe, expect, test } from 'vitest';
import type { AuditPage, FilesPage, SessionsPage } from '../../../../apps/gateway/operator/wire.js';
import { temporaryFolder } from '../support/files.js';
import { ncClient } from '../support/gateway.js';
import { consoleFixture, until } from './support/console.js';
import { joinAsAnn } from './support/routes.js';

describe('saying something', () => {
  test('to everybody, it is said once in every room that has somebody in it', async () => {
    const { postOk: done, connectProgram: program, tcpPort, lastAuditEntry: audited } = await consoleFixture();
    const bob = await program('bob');
    await bob.ok({ type: 'join', room: 'attic' });
    const person = await joinAsAnn(tcpPort);
    expect(await done('say', { text: 'tea' })).toEqual({ rooms: 2, line: 'sent 3 characters to 2 rooms' });
    await person.waitFor('partyline: tea');
    expect(new Set([(await bob.next('message')).room, (await bob.next('message')).room])).toEqual(
      new Set(['lobby', 'attic']),
    );
    expect(await audited()).toMatchObject({ by: 'operator', act: 'say', address: '127.0.0.1', n: 1 });
    expect(await done('say', { text: 'tea', everywhere: true })).toMatchObject({ rooms: 2 });
  });

  test('to everybody where nobody is, it is said nowhere', async () => {
    const { postOk: done } = await consoleFixture();
    expect(await done('say', { text: 'tea' })).toMatchObject({ rooms: 0 });
  });

  test('to one, they alone are told, on every device', async () => {
    const { postOk: done, post: act, connectProgram: program, lastAuditEntry: audited } = await consoleFixture();
    const [bob, cat] = [await program('bob'), await program('cat')];
    expect(await done('say', { to: 'Bob', text: 'come to my office' })).toMatchObject({
      line: 'sent bob 17 characters',
    });
    expect(await bob.next('notice')).toMatchObject({ text: 'partyline: come to my office' });
    expect(await audited()).toMatchObject({ act: 'say', who: 'Bob', line: 'sent bob 17 characters' });
    expect(cat.all('notice')).toEqual([]);
    expect((await act('say', { to: 'nobody', text: 'x' })).body.code).toBe('CHAT_USER_UNKNOWN');
    expect((await act('say', { to: 'bob', text: ' ' })).body.code).toBe('CHAT_TEXT_INVALID');
    expect((await act('say', { to: 'bob', text: 'x'.repeat(60_000) })).body.code).toBe('CHAT_TEXT_TOO_LONG');
  });

  test('is refused by the gates of everybody, in every room', async () => {
    const {
      post: act,
      connectProgram: program,
      lastAuditEntry: audited,
    } = await consoleFixture({ profanity: 'refuse' });
    await program('bob');
    expect((await act('say', { text: 'fuck' })).body.code).toBe('PROFANITY_REFUSED');
    expect(await audited()).toMatchObject({ act: 'say', refused: 'PROFANITY_REFUSED' });
  });
});

describe('sending a file', () => {
  test('to everybody, every room is told of the one file', async () => {
    const { postOk: done, connectProgram: program, http, query: read } = await consoleFixture();
    const bob = await program('bob');
    await bob.ok({ type: 'join', room: 'attic' });
    const { path, line } = await done('file', {});
    expect(line).toBe('upload URL for one file to every room');
    const put = await fetch(new URL(`${String(path)}a.txt`, http), { method: 'PUT', body: 'hello' });
    expect(put.status).toBe(201);
    const told = [await bob.next('message'), await bob.next('message')];
    expect(new Set(told.map(({ room }) => room))).toEqual(new Set(['lobby', 'attic']));
    expect(told[0]?.data).toEqual(told[1]?.data);
    expect((await read<FilesPage>('files')).files).toMatchObject([{ room: '*', name: 'a.txt' }]);
  });

  test('to one, they alone are told where it is', async () => {
    const { postOk: done, connectProgram: program, http, query: read, post: act } = await consoleFixture();
    const [bob, cat] = [await program('bob'), await program('cat')];
    const { path } = await done('file', { to: 'bob' });
    const put = await fetch(new URL(`${String(path)}a.txt`, http), { method: 'PUT', body: 'hello' });
    expect(put.status).toBe(201);
    const { text } = await bob.next('notice');
    const [, url = ''] = /^partyline sends a\.txt \(5 B\) (http\S+)$/.exec(String(text)) ?? [];
    expect(await (await fetch(url)).text()).toBe('hello');
    expect([cat.all('notice'), cat.all('message')]).toEqual([[], []]);
    expect((await read<FilesPage>('files')).files[0]).not.toHaveProperty('room');
    expect((await act('file', { to: 'nobody' })).body.code).toBe('CHAT_USER_UNKNOWN');
  });

  test('and removing it again, nobody can have it', async () => {
    const { postOk: done, post: act, http, query: read, lastAuditEntry: audited } = await consoleFixture();
    const { path } = await done('file', { room: 'lobby' });
    await fetch(new URL(`${String(path)}a.txt`, http), { method: 'PUT', body: 'hello' });
    const [file] = (await read<FilesPage>('files')).files;
    await done('file/remove', { file: file?.file });
    expect((await fetch(new URL(file?.url ?? '', http))).status).toBe(404);
    expect((await read<FilesPage>('files')).total).toBe(0);
    expect(await audited()).toMatchObject({ act: 'file/remove', line: `removed the file ${file?.file}` });
    expect((await act('file/remove', { file: file?.file })).body.code).toBe('OPERATOR_UNKNOWN');
  });
});

test('dropping an unfinished upload, its bytes are gone, and its sender is told', async () => {
  const {
    postOk: done,
    post: act,
    query: read,
    connectProgram: program,
    lastAuditEntry: audited,
  } = await consoleFixture();
  const ann = await program('ann');
  const { transfer } = await ann.ok({ type: 'file.header', room: 'lobby', name: 'a.bin', size: 5_000 });
  const base64 = Buffer.alloc(2_000).toString('base64');
  await ann.ok({ type: 'file.chunk', transfer: String(transfer), offset: 0, base64 });
  await ann.next('file.chunk_ack');
  const page = await read<FilesPage>('files');
  expect([page.total, page.bytes, page.guestBytes, page.uploadsTotal]).toEqual([0, 2_000, 2_000, 1]);
  expect(page.uploads).toMatchObject([
    { upload: transfer, room: 'lobby', name: 'a.bin', size: 5_000, arrived: 2_000, from: 'ann', guest: true },
  ]);
  await done('upload/drop', { upload: String(transfer) });
  expect(await ann.next('file.abort')).toMatchObject({ transfer, code: 'FILE_ABORTED' });
  expect(await read<FilesPage>('files')).toMatchObject({ bytes: 0, uploads: [], uploadsTotal: 0 });
  expect(await audited()).toMatchObject({ act: 'upload/drop', line: `dropped the upload ${String(transfer)}` });
  expect((await act('upload/drop', { upload: String(transfer) })).body.code).toBe('OPERATOR_UNKNOWN');
});

describe('disconnecting somebody', () => {
  test('ends their session, says why, and lets them come again', async () => {
    const {
      postOk: done,
      connectProgram: program,
      sessionOf: session,
      lastAuditEntry: audited,
      post: act,
    } = await consoleFixture();
    const bob = await program('bob', { resume: true });
    const { id } = await session('bob');
    await done('disconnect', { session: id, reason: 'maintenance' });
    expect(await bob.next('bye')).toMatchObject({
      code: 'OPERATOR_DISCONNECT',
      text: 'An operator closed the connection: maintenance',
    });
    await bob.over;
    await program('bob');
    expect(await audited()).toMatchObject({ act: 'disconnect', who: 'bob', line: 'disconnected bob: maintenance' });
    const gone = await act('disconnect', { session: id });
    expect([gone.status, gone.body.code]).toEqual([404, 'OPERATOR_UNKNOWN']);
  });

  test('works on those who have not logged in', async () => {
    const { postOk: done, query: read, tcpPort } = await consoleFixture();
    const stranger = ncClient(tcpPort);
    let id = '';
    await until(async () => {
      const [first] = (await read<SessionsPage>('sessions')).sessions;
      expect(first).toBeDefined();
      id = first?.id ?? '';
    });
    await done('disconnect', { session: id });
    expect(await stranger.closed).toContain('An operator closed the connection');
  });
});

describe('moderating', () => {
  test('is what moderators do, in the name of the operator, and is written down once', async () => {
    const { postOk: done, connectProgram: program, query: read } = await consoleFixture();
    const [bob, cat] = [await program('bob'), await program('cat')];
    const done1 = await done('moderate', { act: 'mute', room: 'lobby', nick: 'bob', seconds: 60, reason: 'shouting' });
    expect(done1).toMatchObject({ line: 'operator muted bob for 1m: shouting' });
    expect(await cat.next('moderated')).toMatchObject({ act: 'mute', by: { nick: 'operator' }, room: 'lobby' });
    expect(await bob.refused({ type: 'say', room: 'lobby', text: 'hey' })).toBe('MODERATION_MUTED');
    await done('moderate', { act: 'unmute', room: 'lobby', nick: 'bob' });
    await bob.ok({ type: 'say', room: 'lobby', text: 'thanks' });
    const { entries } = await read<AuditPage>('audit');
    expect(entries.map(({ act, by, who, room }) => [act, by, who, room])).toEqual([
      ['unmute', 'operator', 'bob', 'lobby'],
      ['mute', 'operator', 'bob', 'lobby'],
    ]);
  });

  test('bans everywhere, by session, and sends them away', async () => {
    const {
      postOk: done,
      connectProgram: program,
      sessionOf: session,
      lastAuditEntry: audited,
    } = await consoleFixture();
    const bob = await program('bob');
    await done('moderate', { act: 'ban', room: '*', session: (await session('bob')).id, seconds: 60 });
    expect((await bob.next('bye')).code).toBe('MODERATION_BANNED');
    const entry = await audited();
    expect(entry).toMatchObject({ act: 'ban', who: 'bob', line: 'operator banned bob everywhere for 1m' });
    expect(entry).not.toHaveProperty('room');
  });

  test('kicks, and sets and ends slow mode', async () => {
    const { postOk: done, connectProgram: program, query: read } = await consoleFixture();
    const bob = await program('bob');
    await done('moderate', { act: 'kick', room: 'lobby', nick: 'bob', reason: 'enough' });
    expect(await bob.next('left')).toMatchObject({ reason: 'kicked by operator: enough' });
    await bob.ok({ type: 'join', room: 'lobby' });
    await done('moderate', { act: 'slow', room: 'lobby', seconds: 30 });
    expect((await read<{ rooms: unknown }>('rooms')).rooms).toMatchObject([{ slow: 30 }]);
    await done('moderate', { act: 'slow', room: 'lobby' });
    expect((await read<{ rooms: object[] }>('rooms')).rooms[0]).not.toHaveProperty('slow');
  });

  test('is refused where it makes no sense, and that is written down', async () => {
    const { post: act, lastAuditEntry: audited, postOk: done } = await consoleFixture();
    const unknown = await act('moderate', { act: 'kick', room: 'lobby', nick: 'nobody' });
    expect([unknown.status, unknown.body.code]).toEqual([403, 'MODERATION_NOT_HERE']);
    expect(await audited()).toMatchObject({ act: 'kick', who: 'nobody', refused: 'MODERATION_NOT_HERE' });
    for (const body of [
      { act: 'sing', room: 'lobby' },
      { act: 'ban', nick: 'x' },
      { act: 'ban', room: 'lobby' },
    ]) {
      expect((await act('moderate', body)).body.code).toBe('CHAT_BAD_COMMAND');
    }
    expect((await act('moderate', { act: 'slow', room: '*' })).body.code).toBe('CHAT_NAME_INVALID');
    await done('plugin', { name: 'moderation', do: 'off' });
    const off = await act('moderate', { act: 'kick', room: 'lobby', nick: 'bob' });
    expect([off.status, off.body.code]).toEqual([409, 'OPERATOR_PLUGIN_OFF']);
  });
});

describe('the audit log', () => {
  test('has what moderators in the chat did, too', async () => {
    const { connectProgram: program, lastAuditEntry: audited } = await consoleFixture();
    const ann = await program('ann');
    await ann.ok({ type: 'join', room: 'attic' });
    await ann.ok({ type: 'room.topic', room: 'attic', topic: 'Dust' });
    expect(await audited()).toMatchObject({ by: 'ann', act: 'topic', room: 'attic', line: 'ann set the topic: Dust' });
  });

  test('is read page by page, the newest first', async () => {
    const { postOk: done, query: read } = await consoleFixture();
    for (let i = 0; i < 3; i++) await done('say', { room: 'lobby', text: 'x' });
    const page = await read<AuditPage>('audit?limit=2');
    expect([page.entries.map(({ n }) => n), page.more]).toEqual([[3, 2], true]);
    const rest = await read<AuditPage>('audit?limit=2&before=2');
    expect([rest.entries.map(({ n }) => n), rest.more]).toEqual([[1], false]);
  });

  test('has nothing of those who are no operators', async () => {
    const { http, query: read } = await consoleFixture();
    await fetch(`${http}operator/drain`, { method: 'POST', body: '{}' });
    expect((await read<AuditPage>('audit')).entries).toEqual([]);
  });

  test('outlasts a restart where there is a folder for data', async () => {
    const data = temporaryFolder();
    const first = await consoleFixture({ data });
    await first.postOk('say', { room: 'lobby', text: 'x' });
    await first.gateway.stop();
    const second = await consoleFixture({ data });
    await second.postOk('say', { room: 'attic', text: 'x' });
    const { entries } = await second.query<AuditPage>('audit');
    expect(entries.map(({ n, room }) => [n, room])).toEqual([
      [2, 'attic'],
      [1, 'lobby'],
    ]);
  });
});

describe('draining', () => {
  test('answers, sends everybody away to come back, and stops the gateway', async () => {
    const { postOk: done, connectProgram: program, gateway } = await consoleFixture();
    const bob = await program('bob', { resume: true });
    expect(await done('drain', {})).toEqual({ line: 'draining: clients are asked to reconnect later' });
    expect(await bob.next('bye')).toMatchObject({ code: 'CHAT_DRAINING', reconnectMs: expect.any(Number) });
    await gateway.stopped;
    expect(gateway.hub.state).toBe('stopped');
  });
});

describe('a page of another host', () => {
  test('can do nothing, and one of this host or of the public address can', async () => {
    const { http } = await consoleFixture({ publicUrl: 'https://chat.example/a' });
    const say = async (origin: string) => {
      const headers = { Authorization: 'Bearer a-token-for-the-tests', Origin: origin };
      const body = JSON.stringify({ room: 'lobby', text: 'x' });
      const response = await fetch(`${http}operator/say`, { method: 'POST', headers, body });
      return [response.status, ((await response.json()) as { code?: string }).code];
    };
    expect(await say('https://evil.example')).toEqual([403, 'OPERATOR_ORIGIN']);
    expect(await say('null')).toEqual([403, 'OPERATOR_ORIGIN']);
    expect(await say(new URL(http).origin)).toEqual([200, undefined]);
    expect(await say('https://chat.example')).toEqual([200, undefined]);
  });
});
