import { describe, expect, test } from 'vitest';
import { type Plugin, refuse } from '../../../index.js';
import { type LoggingOptions, logging } from '../../../plugins/logging/index.js';
import { logBook } from './support/log-book.js';
import { ask, talk } from './support/talk.js';

async function logged(options: LoggingOptions = {}) {
  const book = logBook();
  const chat = await talk(logging({ destination: book, ...options }));
  return { book, chat };
}

describe('what the log says', () => {
  test('of a login: who, on which wire, from where', async () => {
    const { book, chat } = await logged();
    await chat.enter('ann');
    const [session] = chat.hub.chat.sessions();
    expect(await book.line('login')).toMatchObject({
      level: 'info',
      session: session?.id,
      user: session?.user?.id,
      nick: 'ann',
      wire: 'memory/native',
      address: '192.0.2.7',
      path: '/ws',
    });
  });

  test('of a message: its id, its place, its author and its text', async () => {
    const { book, chat } = await logged();
    const ann = await chat.enter('ann');
    const { result } = await ask(ann, { type: 'say', room: 'lobby', text: 'hello' });
    const { id, epoch, offset } = result as Record<string, unknown>;
    const [session] = chat.hub.chat.sessions();
    expect(await book.line('message')).toMatchObject({
      level: 'info',
      id,
      epoch,
      offset,
      room: 'lobby',
      kind: 'text',
      from: 'ann',
      session: session?.id,
      user: session?.user?.id,
      text: 'hello',
    });
  });

  test('of a direct message: whom it goes to', async () => {
    const { book, chat } = await logged();
    const ann = await chat.enter('ann');
    await chat.enter('bob');
    await ask(ann, { type: 'tell', to: 'bob', text: 'psst' });
    const bob = chat.hub.chat.sessions().find(({ user }) => user?.nick === 'bob');
    expect(await book.line('message')).toMatchObject({ from: 'ann', to: bob?.user?.id });
  });

  test('of a connection that is lost, and of the session that goes on on another', async () => {
    const { book, chat } = await logged();
    const ann = chat.connect();
    const { resume } = await ask(ann, { type: 'hello', nick: 'ann', resume: true });
    const [session] = chat.hub.chat.sessions();
    ann.abort();
    expect(await book.line('lost')).toMatchObject({ level: 'info', session: session?.id, nick: 'ann', by: 'error' });
    await ask(chat.connect(), { type: 'hello', resume: (resume as { token: string }).token });
    expect(await book.line('resumed')).toMatchObject({ level: 'info', session: session?.id, wire: 'memory/native' });
  });

  test('of joining, renaming and leaving: who and where', async () => {
    const { book, chat } = await logged();
    const ann = await chat.enter('ann');
    await ask(ann, { type: 'nick', nick: 'anna' });
    await ask(ann, { type: 'leave', room: 'lobby' });
    expect(await book.line('joined')).toMatchObject({ level: 'info', nick: 'ann', room: 'lobby' });
    expect(await book.line('renamed')).toMatchObject({ level: 'info', nick: 'anna', was: 'ann' });
    expect(await book.line('left')).toMatchObject({ level: 'info', nick: 'anna', room: 'lobby' });
  });

  test('of a refusal: the command, the code and whom, at info', async () => {
    const { book, chat } = await logged();
    const ann = await chat.enter('ann');
    await ask(ann, { type: 'say', room: 'attic', text: 'hello' });
    expect(await book.line('refused')).toMatchObject({
      level: 'info',
      nick: 'ann',
      what: 'say',
      code: 'CHAT_NOT_IN_ROOM',
    });
  });

  test("of a plugin's refusal: its own code", async () => {
    const book = logBook();
    const polite: Plugin = {
      name: 'polite',
      setup: (host) => host.gate('publish', () => refuse('POLITE_NO', 'No.', { strikes: 1 })),
    };
    const chat = await talk(logging({ destination: book }), polite);
    await ask(await chat.enter('ann'), { type: 'say', room: 'lobby', text: 'hello' });
    expect(await book.line('refused')).toMatchObject({ code: 'POLITE_NO', reason: 'No.', details: { strikes: 1 } });
  });

  test("of an unknown command: not more than a name's length of it", async () => {
    const { book, chat } = await logged();
    await ask(await chat.enter('ann'), { type: 'x'.repeat(5_000) });
    expect(String((await book.line('refused')).what).length).toBeLessThanOrEqual(64);
  });

  test("of a failure: the plugin's name, where, and the cause with its stack, at error", async () => {
    const book = logBook();
    const broken: Plugin = {
      name: 'broken',
      setup: (host) =>
        host.gate('publish', () => {
          throw new RangeError('too far');
        }),
    };
    const chat = await talk(logging({ destination: book }), broken);
    await ask(await chat.enter('ann'), { type: 'say', room: 'lobby', text: 'hello' });
    const line = await book.line('failed');
    expect(line).toMatchObject({ level: 'error', plugin: 'broken', what: 'publish', code: 'CHAT_PLUGIN_FAILED' });
    expect(line.error).toMatchObject({
      type: 'RangeError',
      message: 'too far',
      stack: expect.stringContaining('at '),
    });
  });

  test('of the end of a session: who closed and why', async () => {
    const { book, chat } = await logged();
    const ann = await chat.enter('ann');
    ann.close('bye', 'my work is done');
    expect(await book.line('closed')).toMatchObject({
      level: 'info',
      nick: 'ann',
      by: 'peer',
      code: 'bye',
      reason: 'my work is done',
    });
  });

  test('of the hub: where it listens, and that it drains', async () => {
    const { book, chat } = await logged();
    await chat.hub.stop();
    expect(book.lines.map(({ msg }) => msg)).toEqual(['listening', 'draining']);
    expect(book.lines[0]).toMatchObject({ transport: 'memory', url: 'memory:' });
  });
});

describe('what the log keeps to itself', () => {
  test('connections that never log in, unless the level is debug', async () => {
    const quiet = await logged();
    quiet.chat.connect().close();
    await quiet.chat.hub.stop();
    const chatty = await logged({ level: 'debug' });
    chatty.chat.connect().close();
    await chatty.chat.hub.stop();
    const ends = ({ lines }: ReturnType<typeof logBook>) => lines.map(({ level, msg }) => `${level} ${msg}`);
    expect(ends(quiet.book)).not.toContain('info closed');
    expect(ends(chatty.book)).toEqual(expect.arrayContaining(['debug opened', 'debug closed']));
  });

  test('credentials and the query of an address, at any level', async () => {
    const { book, chat } = await logged({ level: 'debug' });
    await chat.enter('ann');
    await chat.hub.stop();
    expect(book.raw).toContain('"login"');
    expect(book.raw).not.toContain('hunter2');
  });

  test('texts, with redact: their length in characters is there instead', async () => {
    const { book, chat } = await logged({ redact: true });
    const ann = await chat.enter('ann');
    await ask(ann, { type: 'say', room: 'lobby', text: 'privé 🎉' });
    await ask(ann, { type: 'quit', text: 'farewell' });
    expect(await book.line('message')).toMatchObject({ textCharacters: 7 });
    expect(await book.line('left')).toMatchObject({ reasonCharacters: 8 });
    expect(book.raw).not.toMatch(/privé|farewell/);
  });

  test('everything below its level', async () => {
    const { book, chat } = await logged({ level: 'error' });
    await chat.enter('ann');
    await chat.hub.stop();
    expect(book.lines).toEqual([]);
  });

  test('failures, where the hub tells of them itself', async () => {
    const book = logBook();
    const broken: Plugin = {
      name: 'broken',
      setup: (host) =>
        host.on('joined', () => {
          throw new Error('no');
        }),
    };
    const chat = await talk(logging({ destination: book, failures: false }), broken);
    await chat.enter('ann');
    await chat.hub.stop();
    expect(book.lines.map(({ msg }) => msg)).not.toContain('failed');
  });
});
