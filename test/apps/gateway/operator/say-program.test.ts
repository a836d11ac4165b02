import { describe, expect, test } from 'vitest';
import { startGateway } from '../support/gateway.js';
import { startGatewayProgram, startProgram } from '../support/program.js';
import { runProgram, TOKEN } from './support/cli.js';
import { joinAsAnn } from './support/routes.js';
import { fakeGateway } from './support/stand-in.js';

const operatorToken = TOKEN;

describe('partyline say', () => {
  test('says its words in a room, where people with nc read them, and where they stand', async () => {
    const { http, tcpPort } = await startGateway({ operatorToken });
    const person = await joinAsAnn(tcpPort);
    const end = await runProgram(['say', '--room', 'lobby', '--url', http, 'tea', 'is  ready']);
    await person.waitFor('partyline: tea is  ready');
    expect(end).toEqual({ code: 0, out: expect.stringMatching(/^sent to lobby at offset 1 \(\S+\)\n$/), err: '' });
  });

  test('works against the built gateway, by the token of its banner', async () => {
    const { http, waitForOutput: says, tcpPort } = await startGatewayProgram();
    const [, token = ''] = await says(/type \/oper (\S+)/);
    const person = await joinAsAnn(tcpPort);
    const { code } = await runProgram(['say', '--room=lobby', '--url', http, '--token', token, 'hello'], { env: {} });
    expect(code).toBe(0);
    await person.waitFor('partyline: hello');
  });

  test.each([[[]], [['-']]])('says what is on standard input with the words %j', async (words) => {
    const { http, tcpPort } = await startGateway({ operatorToken });
    const person = await joinAsAnn(tcpPort);
    const { code } = await runProgram(['say', '--room', 'lobby', '--url', http, ...words], {
      input: 'grüße\nby pipe\n',
    });
    expect(code).toBe(0);
    await person.waitFor('partyline: grüße\n  by pipe');
  });

  test('says words that begin with a dash behind --', async () => {
    const { http, tcpPort } = await startGateway({ operatorToken });
    const person = await joinAsAnn(tcpPort);
    await runProgram(['say', '--room', 'lobby', '--url', http, '--', '--room', '-x']);
    await person.waitFor('partyline: --room -x');
  });

  test.each([
    ['a wrong token', ['--room', 'lobby', '--token', 'wrong-wrong-wrong', 'x'], 'OPERATOR_TOKEN'],
    ['a name that no room can have', ['--room', 'a b', 'x'], 'CHAT_NAME_INVALID'],
    ['nothing to say', ['--room', 'lobby', '-'], 'CHAT_TEXT_INVALID'],
    ['profanity where that is refused', ['--room', 'lobby', 'what', 'the', 'fuck'], 'PROFANITY_REFUSED'],
  ])('tells in one line that %s is refused, and ends with 1', async (_what, args, code) => {
    const { http } = await startGateway({ operatorToken, profanity: 'refuse' });
    expect(await runProgram(['say', '--url', http, ...args])).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(new RegExp(`^partyline: Refused: .+ \\(${code}\\)\n$`)),
    });
  });

  test('tells in one line that standard input is too long', async () => {
    const end = await runProgram(['say', '--room', 'lobby'], { input: 'x'.repeat(70_000) });
    expect(end).toEqual({ code: 1, out: '', err: 'partyline: Standard input is too long for one message.\n' });
  });

  test('tells in one line that there is no gateway', async () => {
    const url = await fakeGateway((_request, response) => response.destroy());
    expect(await runProgram(['say', '--room', 'lobby', '--url', url, 'x'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^partyline: The connection to the gateway at http:\S+ was lost \(ECONNRESET\)\.\n$/),
    });
    // Port 1 of loopback is nobody's.
    expect(await runProgram(['say', '--room', 'lobby', '--url', 'http://127.0.0.1:1', 'x'])).toEqual({
      code: 1,
      out: '',
      err: 'partyline: No gateway at http://127.0.0.1:1/ (ECONNREFUSED). Is it running? Set its address with --url.\n',
    });
  });

  test.each([
    [200, 'hello'],
    [404, '{"error":"no"}'],
    [302, ''],
  ])('is not misled by another server that says %i with %j', async (status, body) => {
    const url = await fakeGateway((_request, response) => response.writeHead(status, { Location: '/x' }).end(body));
    const { code, err } = await runProgram(['say', '--room', 'lobby', '--url', url, 'x']);
    expect([code, err]).toEqual([
      1,
      `partyline: The server at ${url} does not answer like a gateway (HTTP ${status}).\n`,
    ]);
  });

  test('shows what another server says without its control characters', async () => {
    const body = JSON.stringify({ code: 'EVIL_\u001b[2J', text: 'a\u001b]0;x\u0007b\nc' });
    const url = await fakeGateway((_request, response) => response.writeHead(403).end(body));
    const { err } = await runProgram(['say', '--room', 'lobby', '--url', url, 'x']);
    expect(err).toBe('partyline: Refused: a ]0;x b c (EVIL_ [2J)\n');
  });

  test.each([
    [['x'], ['Name the room with --room.']],
    [['--rom', 'lobby', 'x'], ['Unknown option --rom. Did you mean --room?']],
    [['--room'], ['--room needs a value.']],
    [['--room', 'lobby', '--help=yes', 'x'], ['--help takes no value.']],
    [['--room', 'a', '--url', 'ftp://x', 'x'], ['--url must be a URL such as http://127.0.0.1:8080/, not "ftp://x".']],
    [['--room', 'a', '--token', 'a\nb', 'x'], ['The operator token contains invalid characters.']],
  ])('ends with 2 and a line for each problem with %j', async (args, lines) => {
    const err = lines.map((line) => `partyline: ${line}\n`).join('');
    expect(await runProgram(['say', ...args])).toEqual({ code: 2, out: '', err });
  });

  test('ends with 2 without a token', async () => {
    const { code, err } = await runProgram(['say', '--room', 'lobby', 'x'], { env: {} });
    expect([code, err]).toEqual([2, 'partyline: No operator token. Set PARTYLINE_OPERATOR_TOKEN or use --token.\n']);
  });
});

describe('the commands', () => {
  test('are all in --help, and each has its own', async () => {
    const { code, out } = await runProgram(['--help']);
    expect(code).toBe(0);
    const order = ['start ', 'init ', 'doctor ', 'plugins ', 'new plugin ', 'say ', 'send-file '];
    const places = order.map((usage) => out.indexOf(`\n  ${usage}`));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
    for (const name of ['say', 'send-file']) {
      const own = await runProgram([name, '--wobble', '-h']);
      expect(own).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`Usage: partyline ${name} --room`) });
    }
  });

  test('that do not exist end with 2, and what there is', async () => {
    for (const name of ['serve', 'toString']) {
      const { code, out, err } = await runProgram([name]);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(new RegExp(`^partyline: Unknown command "${name}". Commands: start, .*say, send-file\\.\n$`));
    }
  });

  test('that were most likely meant are named', async () => {
    expect((await runProgram(['doctr'])).err).toBe('partyline: Unknown command "doctr". Did you mean doctor?\n');
  });

  test('include start by its name', async () => {
    const { waitForOutput: says } = startProgram(['start', '--http-port', '0', '--tcp-port', '0']);
    await says(/Press Ctrl-C to stop\./);
  });
});
