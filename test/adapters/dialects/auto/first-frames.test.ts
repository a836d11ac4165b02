import { describe, expect, onTestFinished, test } from 'vitest';
import { tcp } from '../../../../adapters/transports/tcp/index.js';
import type { Clock } from '../../../../core/index.js';
import { eventually } from '../../../support/eventually.js';
import { type RawSocket, rawSocket } from '../../../support/raw-socket.js';
import { openWorld } from '../../../support/world.js';
import { portOf } from '../../transports/support/harnesses.js';

/** A hub with the stock TCP port, where time passes only when a test says so. */
async function openPort() {
  const world = await openWorld();
  let looks = 0;
  const clock: Clock = {
    now() {
      looks++;
      return world.clock.now();
    },
    monotonic: () => world.clock.monotonic(),
    after: (ms, run) => world.clock.after(ms, run),
    afterTick: (run) => world.clock.afterTick(run),
  };
  const addresses = await world.hub.listen(tcp({ port: 0, clock }));
  return {
    ...world,
    /** Writes, and resolves once the bytes have been read: the transport looks at the clock then. */
    async read(socket: RawSocket, bytes: string) {
      const before = looks;
      socket.write(bytes);
      await eventually(() => looks > before);
    },
    /** Connects, once the hub has noticed. */
    async dial() {
      const { timers } = world.clock;
      const socket = await rawSocket(portOf(addresses));
      onTestFinished(() => socket.destroy());
      await eventually(() => world.clock.timers >= timers + 2);
      return socket;
    },
  };
}

const beginning = '{"type":"hello","ref":1,';

describe('on the stock TCP port', () => {
  test('a nick typed key by key with long pauses is the nick, and nothing is said', async () => {
    const world = await openPort();
    const bob = await world.native('bob', 'lobby');
    const max = await world.dial();
    for (const key of ['m', 'a', 'z', '\b', 'x', '\r', '\0']) {
      await world.read(max, key);
      await world.pass(2_000);
    }
    await max.until('bob, max\n');
    expect(await bob.next('joined')).toMatchObject({ user: { nick: 'max' } });
    expect(bob.heard.filter(({ type }) => type === 'message')).toEqual([]);
  });

  test('a hello in pieces with pauses is welcomed, and its program is never greeted as a person', async () => {
    const world = await openPort();
    const program = await world.dial();
    await world.read(program, beginning);
    await world.pass(60_000);
    await world.read(program, '"nick":"bot"');
    await world.pass(50_000);
    program.write('}\n');
    await program.until('\n');
    expect(program.text).toMatch(/^\{"type":"welcome","ref":1,[^\n]+\}\n$/);
  });

  test('a hello that is not whole at the deadline of the handshake is lost with one coded frame', async () => {
    const world = await openPort();
    const program = await world.dial();
    await world.read(program, beginning);
    await world.pass(119_999);
    expect(program.text).toBe('');
    await world.pass(1);
    await program.closed;
    const lines = program.text.split('\n');
    expect([lines.length, lines[1]]).toEqual([2, '']);
    expect(JSON.parse(lines[0] as string)).toMatchObject({ type: 'bye', code: 'CHAT_HANDSHAKE_TIMEOUT' });
  });

  test('a first frame of JSON that is too large is refused as one', async () => {
    const world = await openPort();
    const program = await world.dial();
    program.write(`${beginning}"nick":"${'x'.repeat(140_000)}`);
    await program.until('\n');
    expect(JSON.parse(program.text)).toMatchObject({ type: 'error', code: 'CHAT_FRAME_TOO_LARGE' });
  });

  test.each([
    ['SSH-2.0-OpenSSH_9.2\r\n', 'This is a chat, not an SSH server.'],
    [
      'PROXY TCP4 192.0.2.1 192.0.2.2 5000 7000\r\nann\r\nhi\r\n',
      'This is a chat. It does not take the header of the PROXY protocol.',
    ],
    ['PROXY UNKNOWN\r\n', 'This is a chat. It does not take the header of the PROXY protocol.'],
    ['GET /join HTTP/1.1\r\n\r\n', 'This is a chat, not a web server.'],
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'This is a chat. It does not speak your protocol.'],
    ['OPTIONS sip:nm SIP/2.0\r\n', 'This is a chat. It does not speak your protocol.'],
    ['*1\r\n$4\r\nPING\r\n', 'This is a chat, not a Redis server.'],
    ['\x16\x03\x01\x02\0\x01\0\n', 'This port of the chat is not encrypted. Connect without TLS.'],
    ['\x03\0\0\x13\x0e', 'This is a chat. It takes lines of text in UTF-8, and no other protocol.'],
    ['\r\n\r\n\0\r\nQUIT\n', 'This is a chat. It takes lines of text in UTF-8, and no other protocol.'],
  ])('%j is refused with one line and closed, and is nobody', async (bytes, line) => {
    const world = await openPort();
    const bob = await world.native('bob', 'lobby');
    const scanner = await world.dial();
    const refused: string[] = [];
    world.hub.on('refused', ({ code }) => void refused.push(code));
    scanner.write(bytes);
    await scanner.closed;
    expect(scanner.text.split('\n').slice(-2)).toEqual([`! ${line}`, '']);
    expect(bob.heard.map(({ type }) => type).filter((type) => type === 'joined' || type === 'message')).toEqual([]);
    expect(world.hub.chat.sessions()).toHaveLength(1);
  });
});
