import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { configFile } from './support/files.js';
import { ncClient, webSocketClient } from './support/gateway.js';
import { startGatewayProgram, startProgram, startWithShell } from './support/program.js';

describe('the program', () => {
  test('prints what to open and what to type on standard output, and its log on standard error', async () => {
    const { child, exited: ended, waitForOutput: says, http, tcpPort } = await startGatewayProgram();
    await says(/Press Ctrl-C to stop\./);
    child.kill('SIGTERM');
    const { out, err } = await ended;
    expect(http).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(out).toContain(`ws://127.0.0.1:${new URL(http).port}/`);
    expect(out).toContain(`tcp://127.0.0.1:${tcpPort}`);
    expect(out).toContain('partyline.v1');
    expect(out).toContain('lost at exit');
    expect(out).toContain('--host 0.0.0.0');
    const lines = err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string });
    expect(lines.map(({ msg }) => msg)).toEqual(['listening', 'listening', 'draining']);
  });

  test('writes its log for people where that is asked for', async () => {
    const { child, exited: ended } = await startGatewayProgram('--log-format', 'pretty');
    child.kill('SIGTERM');
    const { err } = await ended;
    expect(err).toMatch(/^\d\d:\d\d:\d\d\.\d{3} info {2}listening transport=tcp url=tcp:\S+\n/);
    expect(err).not.toContain('\u001b');
  });

  test('serves the built page', async () => {
    const { http } = await startGatewayProgram();
    const html = await (await fetch(http)).text();
    const [script = ''] = /assets\/[^"]+\.js/.exec(html) ?? [];
    expect((await fetch(http + script)).headers.get('cache-control')).toContain('immutable');
  });

  test('says on every address that there are no passwords', async () => {
    const { child, exited: ended } = await startGatewayProgram('--host', '0.0.0.0');
    child.kill('SIGTERM');
    const { out } = await ended;
    expect(out).toContain('there are no passwords');
    expect(out).toContain('http://localhost:');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'drains on %s with clients connected, and ends by itself with 0',
    async (signal) => {
      const { child, exited: ended, http, tcpPort } = await startGatewayProgram();
      const ann = ncClient(tcpPort);
      ann.send('ann');
      await ann.waitFor('#lobby');
      const bob = await webSocketClient(http.replace('http', 'ws'), 'partyline.v1');
      const idle = await fetch(`${http}livez`);
      expect(idle.status).toBe(200);
      child.kill(signal);
      expect(await ann.closed).toContain('The server is going down.');
      expect(await bob.closed).toContain('CHAT_DRAINING');
      const { code, err } = await ended;
      expect(code).toBe(0);
      expect(err).not.toContain('kept the process alive');
    },
  );

  test('ends at once with 1 on the second signal, while somebody does not leave', async () => {
    const { child, exited: ended, waitForOutput: says, http } = await startGatewayProgram('--drain-ms', '600000');
    // A peer that has stopped to read and never answers the close.
    const stuck = await webSocketClient(http.replace('http', 'ws'), 'partyline.v1');
    stuck.freeze();
    child.kill('SIGINT');
    await says(/stop immediately/);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 1 });
  });

  test('says in one line which port is taken, and which flag chooses another', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void squatter.close());
    const { port } = squatter.address() as { port: number };
    const advice = `partyline: Port ${port} on 127.0.0.1 is already in use. Stop the program that uses it, or choose another port with`;
    const http = await startProgram(['--http-port', String(port), '--tcp-port', '0']).exited;
    expect(http).toEqual({ code: 1, out: '', err: `${advice} --http-port.\n` });
    const tcp = await startProgram(['--http-port', '0', '--tcp-port', String(port), '--log-level', 'silent']).exited;
    expect(tcp).toEqual({ code: 1, out: '', err: `${advice} --tcp-port.\n` });
  });

  test('says so when the machine has no such address', async () => {
    const { code, err } = await startProgram(['--host', '203.0.113.9']).exited;
    expect(code).toBe(1);
    expect(err).toBe(
      'partyline: This machine has no address 203.0.113.9. Choose another with --host, for example 127.0.0.1.\n',
    );
  });

  test('ends with 2 and a line for each problem when it is misused', async () => {
    const { code, out, err } = await startProgram(['--http-prot', '1', '--room', 'a b']).exited;
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toBe(
      'partyline: Unknown option --http-prot. Did you mean --http-port?\n' +
        'partyline: --room must be the name of a room, not "a b".\n',
    );
  });

  test.each(['constructor', '__proto__', 'toString'])('ends with 2 for the command %s', async (name) => {
    const { code, err } = await startProgram([name]).exited;
    expect([code, err]).toEqual([2, expect.stringContaining(`partyline: Unknown command "${name}".`)]);
  });

  test('--check-config says that all is well, and starts nothing', async () => {
    const file = configFile('room: attic\n');
    expect(await startProgram(['--check-config', '--config', file]).exited).toEqual({
      code: 0,
      out: `The settings are valid (${file}).\n`,
      err: '',
    });
  });

  test('--check-config says what is wrong, with the line', async () => {
    const { code, err } = await startProgram(['--check-config'], { PARTYLINE_CONFIG: configFile('\nroom: 5\n') })
      .exited;
    expect(code).toBe(2);
    expect(err).toBe('partyline: chat.yaml:2: room must be the name of a room, not 5.\n');
  });

  test('--version and --help answer, whatever else is wrong', async () => {
    expect(await startProgram(['--version']).exited).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    const { code, out } = await startProgram(['--help', '--room', 'a b']).exited;
    expect(code).toBe(0);
    expect(out).toContain('Usage: partyline [start] [options]');
  });
});

describe('the program with a standard error that cannot be written', () => {
  test.skipIf(!existsSync('/dev/full'))('drains and ends with 0 after SIGTERM on a full device', async () => {
    const command = 'exec "$0" "$@" 2>/dev/full';
    const { child, exited, waitForOutput } = startWithShell(command, ['--http-port', '0', '--tcp-port', '0']);
    await waitForOutput(/Press Ctrl-C/);
    child.kill('SIGTERM');
    expect(await exited).toMatchObject({ code: 0, out: expect.stringContaining('Stopping: ') });
  });

  test('drains and ends with 0 after SIGTERM on a closed pipe', async () => {
    const { child, exited, waitForOutput } = startProgram(['--http-port', '0', '--tcp-port', '0']);
    child.stderr?.destroy();
    await waitForOutput(/Press Ctrl-C/);
    child.kill('SIGTERM');
    expect(await exited).toMatchObject({ code: 0, out: expect.stringContaining('Stopping: ') });
  });
});

describe('the program, asked for help', () => {
  test('takes help for --help', async () => {
    const [asked, flag] = await Promise.all([startProgram(['help']).exited, startProgram(['--help']).exited]);
    expect(asked).toEqual(flag);
    expect(asked.code).toBe(0);
  });

  test('takes help and a command for that command with --help', async () => {
    const [asked, flag] = await Promise.all([
      startProgram(['help', 'say']).exited,
      startProgram(['say', '--help']).exited,
    ]);
    expect(asked).toEqual(flag);
    expect(asked.out).toContain('partyline say');
  });
});

test.each([
  ['--data', '/proc/x'],
  ['--files-dir', '/proc/x/y'],
  ['--data', '/dev/null/x'],
])('the program ends with 1 and a line where %s %s cannot be made', async (flag, folder) => {
  const { code, err } = await startProgram(['--http-port', '0', '--tcp-port', '0', flag, folder]).exited;
  expect(code).toBe(1);
  expect(err).toMatch(
    new RegExp(`^partyline: Cannot create the folder ${folder} \\(E[A-Z]+\\)\\. Choose another with ${flag}\\.\n$`),
  );
});
