import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { formatReport, runChecks } from '../../../../../apps/gateway/commands/doctor/doctor.js';
import { readPackageInfo } from '../../../../../apps/gateway/package-info.js';
import { readSettings } from '../../../../../apps/gateway/settings/read.js';
import { runProgram } from '../../operator/support/cli.js';
import { configFile, temporaryFolder } from '../../support/files.js';
import { startGatewayProgram } from '../../support/program.js';

const FREE = ['--http-port', '0', '--tcp-port', '0'];

interface Report {
  readonly ok: boolean;
  readonly findings: readonly { readonly name: string; readonly level: string; readonly text: string }[];
}

/** What the program says of these settings, by the names of its checks. */
async function findings(...args: readonly string[]) {
  const { code, out } = await runProgram(['doctor', '--json', ...FREE, ...args], { env: {} });
  const { ok, findings: all } = JSON.parse(out) as Report;
  return {
    code,
    ok,
    of: (name: string) => all.filter((one) => one.name === name).map(({ level, text }) => `${level}: ${text}`),
  };
}

describe('partyline doctor', () => {
  test('says in a line each how things are, without colours, and ends with 0', async () => {
    const { code, out, err } = await runProgram(['doctor', ...FREE], { env: {} });
    expect([code, err]).toEqual([0, '']);
    expect(out).not.toContain('\u001b');
    for (const name of ['settings', 'node', 'languages', 'host', 'ports', 'store', 'open files', 'memory', 'clock']) {
      expect(out).toMatch(new RegExp(`^(?:ok|warning) +${name} +\\S`, 'm'));
    }
    expect(out).toMatch(/\n\n\d+ ok, \d+ warnings?, 0 failed\.\n$/);
  });

  test('knows a gateway that runs, and disturbs neither it nor its log', async () => {
    const data = join(temporaryFolder(), 'data');
    const { http, tcpPort, child, exited: ended } = await startGatewayProgram('--data', data);
    const before = readdirSync(data);
    const { port } = new URL(http);
    const { code, of } = await findings('--http-port', port, '--tcp-port', String(tcpPort), '--data', data);
    expect(code).toBe(0);
    expect(of('ports')).toEqual([
      expect.stringMatching(`^warning: web page: port ${port} is in use by Partyline \\d.+ \\(ready\\)`),
      expect.stringMatching(`^warning: TCP: port ${tcpPort} is in use by Partyline \\d`),
    ]);
    expect(of('store')).toEqual([expect.stringMatching(/^warning: .+ is open in another process/)]);
    expect(readdirSync(data)).toEqual(before);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);

    expect((await findings('--data', data)).of('store')).toEqual([expect.stringMatching(/^ok: .+ is intact/)]);
    expect(readdirSync(data).sort()).toEqual(['files', 'partyline.db', 'partyline.db-run']);
  });

  test('makes nothing that is not there', async () => {
    const data = join(temporaryFolder(), 'data');
    const { of } = await findings('--data', data);
    expect(of('data')).toEqual([expect.stringMatching(/^ok: .+ will be created/)]);
    expect(of('store')).toEqual([expect.stringMatching(/^ok: .+ will be created\. SQLite is available/)]);
    expect(() => statSync(data)).toThrow('ENOENT');
  });

  test('fails for a log that is damaged or another program’s', async () => {
    const data = temporaryFolder();
    writeFileSync(join(data, 'partyline.db'), 'tea, sugar\n'.repeat(1_000));
    const { code, ok, of } = await findings('--data', data);
    expect([code, ok]).toEqual([1, false]);
    expect(of('store')).toEqual([expect.stringMatching(/^failed: .+ is not a database, or is damaged/)]);
  });

  test('fails for a folder that is a file', async () => {
    const data = join(temporaryFolder(), 'data');
    writeFileSync(data, '');
    expect((await findings('--data', data)).of('data')).toEqual([expect.stringMatching(/^failed: .+ENOTDIR/)]);
  });

  test('fails for a folder of others, unless it is run by root, who may write anywhere', async () => {
    const data = join(temporaryFolder(), 'data');
    mkdirSync(data);
    chmodSync(data, 0o500);
    const expected = process.getuid?.() === 0 ? /^ok: / : /^failed: .+EACCES/;
    expect((await findings('--data', data)).of('data')).toEqual([expect.stringMatching(expected)]);
  });

  test('says which process has a port, where the system tells', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void squatter.close());
    const { port } = squatter.address() as { port: number };
    const { code, of } = await findings('--tcp-port', String(port));
    expect(code).toBe(1);
    const who = process.platform === 'linux' ? ` by .+ \\(process ${process.pid}\\)` : '';
    expect(of('ports')[1]).toMatch(
      new RegExp(`^failed: TCP: port ${port} is in use${who}\\. Choose another with --tcp-port`),
    );
  });

  test('fails for a host that is none, or not this machine', async () => {
    expect((await findings('--host', '203.0.113.9')).of('host')).toEqual([
      expect.stringMatching(/^failed: .+is not an address of this machine/),
    ]);
  });

  test('tells all problems with the settings, looks at what needs none, and ends with 1', async () => {
    const file = configFile('room: a b\nhttpPrt: 1\n');
    const { code, of } = await findings('--config', file, '--wobble');
    expect(code).toBe(1);
    expect(of('settings')).toEqual([
      'failed: Unknown option --wobble. See partyline --help.',
      'failed: chat.yaml:2: Unknown setting httpPrt. Did you mean httpPort?',
      'failed: chat.yaml:1: room must be the name of a room, not "a b".',
      expect.stringMatching(/^failed: Fix these first\. Not checked: host, ports, /),
    ]);
    expect(of('node')).toHaveLength(1);
    expect(of('ports')).toEqual([]);
  });

  test('finds a token that others can read', async () => {
    const file = configFile('operatorToken: 5f4dcc3b5aa765d61d8327deb882cf99\n');
    chmodSync(file, 0o644);
    expect((await findings('--config', file)).of('token')).toEqual([
      expect.stringMatching(/^warning: Other users can read/),
    ]);
    chmodSync(file, 0o600);
    expect((await findings('--config', file)).of('token')).toEqual(['ok: The token has 32 characters.']);
  });

  test('finds plugins that are not there', async () => {
    const { code, of } = await findings('--plugins', './nowhere.js');
    expect([code, of('plugins')]).toEqual([1, [expect.stringMatching(/^failed: --plugins: No file at/)]]);
  });

  test('ends with 2 for an option of its own that makes no sense', async () => {
    expect(await runProgram(['doctor', '--json=yes'])).toEqual({
      code: 2,
      out: '',
      err: 'partyline: --json takes no value.\n',
    });
  });
});

describe('a check', () => {
  const reading = readSettings([], {});
  const patient = {
    about: readPackageInfo(),
    settings: reading.settings,
    loaded: reading,
    args: [],
    env: {},
    store: async () => undefined,
  };

  test('that throws has failed, and the others are told of', async () => {
    const { findings: found } = await runChecks(patient, [
      { name: 'bad', run: () => Promise.reject(new Error('no tea')) },
      { name: 'good', run: async () => [{ level: 'ok', text: 'fine' }] },
    ]);
    expect(found).toEqual([
      { name: 'bad', level: 'failed', text: 'The check failed: no tea' },
      { name: 'good', level: 'ok', text: 'fine' },
    ]);
  });

  test('that takes too long has failed', async () => {
    const { findings: found, isHanging } = await runChecks(
      patient,
      [{ name: 'slow', run: () => new Promise(() => {}) }],
      20,
    );
    expect(isHanging).toBe(true);
    expect(found).toEqual([{ name: 'slow', level: 'failed', text: 'No result within 0.02 s.' }]);
  });

  test('is told of in one line, in colours where that is wanted', () => {
    const found = [{ name: 'x', level: 'warning', text: 'two\nlines \u001b[2J' } as const];
    expect(formatReport(found, false)).toBe('warning  x  two lines  [2J\n\n0 ok, 1 warning, 0 failed.\n');
    expect(formatReport(found, true)).toContain('\u001b[33mwarning\u001b[0m  x');
  });
});
