import { expect, onTestFinished, test } from 'vitest';
import { tcp } from '../../../../adapters/transports/tcp/index.js';
import { eventually } from '../../../support/eventually.js';
import { rawSocket } from '../../../support/raw-socket.js';
import { openWorld } from '../../../support/world.js';
import { portOf } from '../../transports/support/harnesses.js';

const QUIET = 100;

/** A hub with a TCP port, on whose other side time stands still. */
async function openPort() {
  const world = await openWorld();
  const addresses = await world.hub.listen(tcp({ port: 0, clock: world.clock, quietMs: QUIET }));
  return {
    ...world,
    /** Connects, once the hub has noticed. */
    async dial() {
      const timers = world.clock.timers;
      const socket = await rawSocket(portOf(addresses));
      onTestFinished(() => socket.destroy());
      // The hub waits for the login, and for a silence.
      await eventually(() => world.clock.timers >= timers + 2);
      return socket;
    },
    /** Lets a text without newline arrive, and the silence pass that makes it a message. */
    async silence(before: number) {
      await eventually(() => world.clock.timers > before);
      await world.pass(QUIET);
    },
  };
}

test('a person at a terminal gets exactly these bytes', async () => {
  const { dial, pass, native } = await openPort();
  const bob = await native('bob', 'lobby');
  const ann = await dial();
  await pass(300);
  await ann.until('nick?\n');
  ann.write('ann\r\n');
  await ann.until('bob, ann\n');
  await bob.ok({ type: 'say', room: 'lobby', text: 'hi\nthere' });
  ann.write('hello, bob\n');
  await bob.next('message');
  await bob.next('message');
  ann.write('/quit\n');
  await ann.closed;
  expect(ann.text).toBe(
    [
      'Welcome to Partyline.',
      'What is your nick?',
      '-- You are ann. Type /help for help.',
      '-- You are in #lobby: bob, ann',
      'bob: hi',
      '  there',
      '-- Goodbye.',
      '',
    ].join('\n'),
  );
});

test('a roster shows who is on TCP', async () => {
  const { dial, native } = await openPort();
  const bob = await native('bob', 'lobby');
  (await dial()).write('ann\n');
  expect(await bob.next('joined')).toMatchObject({ user: { nick: 'ann', wires: ['tcp/text'] } });
});

test.each(['你好，世界', 'Привет, мир', '👩‍👩‍👧 é'])('%j with a newline is whole, however it is cut', async (text) => {
  const { dial, native } = await openPort();
  const bob = await native('bob', 'lobby');
  const ann = await dial();
  await ann.trickle(Buffer.from(`ann\n${text}\n`));
  expect(await bob.next('message')).toMatchObject({ text, from: { nick: 'ann' } });
});

test.each(['你好，世界', 'Привет, мир'])(
  '%j without a newline, cut inside a character, loses nothing',
  async (text) => {
    const { dial, native, clock, silence } = await openPort();
    const bob = await native('bob', 'lobby');
    const ann = await dial();
    const bytes = Buffer.from(text);
    const before = clock.timers;
    ann.write(bytes.subarray(0, 4));
    await silence(before);
    const one = await bob.next('message');
    const between = clock.timers;
    ann.write(bytes.subarray(4));
    await silence(between);
    const two = await bob.next('message');
    expect(`${one.text}${two.text}`).toBe(text);
  },
);

test('a program that never sends a newline is a guest, and hears everybody and itself', async () => {
  const { dial, native, clock, silence } = await openPort();
  const bob = await native('bob', 'lobby');
  const old = await dial();
  const before = clock.timers;
  old.write('hello from 2016');
  await silence(before);
  expect(await bob.next('message')).toMatchObject({ text: 'hello from 2016', from: { nick: 'guest1000' } });
  await old.until('guest1000: hello from 2016\n');
  await bob.ok({ type: 'say', room: 'lobby', text: 'hello back' });
  await old.until('bob: hello back\n');
});

test('a request of a browser is answered with one line and closed', async () => {
  const { dial, hub } = await openPort();
  const browser = await dial();
  browser.write('GET /join HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await browser.closed;
  expect(browser.text).toBe('Welcome to Partyline.\nWhat is your nick?\n! This is a chat, not a web server.\n');
  expect(hub.chat.sessions()).toEqual([]);
});

test('a program on the same port is told apart by its first byte', async () => {
  const { dial } = await openPort();
  const program = await dial();
  program.write('{"type":"hello","ref":1,"nick":"ann"}\n');
  await program.until('\n');
  expect(program.text).toMatch(/^\{"type":"welcome","ref":1,[^\n]+\}\n$/);
});

test('a line in GBK is told how to send UTF-8, and the next one is said', async () => {
  const { dial, native } = await openPort();
  const bob = await native('bob', 'lobby');
  const ann = await dial();
  ann.write('ann\n');
  await ann.until('#lobby');
  ann.write(Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3, 0x0d, 0x0a));
  ann.write('fine\n');
  expect(await bob.next('message')).toMatchObject({ text: 'fine' });
  await ann.until(
    '! That is not valid UTF-8. Your terminal must send UTF-8: on Windows, run chcp 65001 and connect again.\n',
  );
});
