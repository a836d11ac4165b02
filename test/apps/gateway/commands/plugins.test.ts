import { describe, expect, test } from 'vitest';
import { listConfiguredPlugins } from '../../../../apps/gateway/commands/plugins.js';
import { createGateway, type GatewaySettings } from '../../../../apps/gateway/index.js';
import { resolveSettings } from '../../../../apps/gateway/settings/read.js';
import { silent } from '../../../../index.js';
import { runProgram, TOKEN } from '../operator/support/cli.js';
import { fakeGateway } from '../operator/support/stand-in.js';
import { startGatewayProgram } from '../support/program.js';

const all: Partial<GatewaySettings>[] = [
  {},
  { metrics: false },
  { floodControl: false },
  { profanity: 'off' },
  { profanity: 'hold' },
  { files: false },
  { heritage: true },
  { metrics: false, floodControl: false, profanity: 'off', files: false },
];

describe('the list of plugins', () => {
  test.each(all)('is what a gateway has with %j, in its order', async (settings) => {
    const gateway = createGateway(settings, { logger: silent });
    await gateway.hub.listen();
    const names = gateway.hub.plugins.list();
    await gateway.stop();
    const on = listConfiguredPlugins(resolveSettings(settings)).filter((plugin) => plugin.on);
    expect(on.map(({ name }) => name)).toEqual(names);
  });

  test('says by which setting one is on or off, and puts those of one’s own last', () => {
    const settings = resolveSettings({ metrics: false, profanity: 'hold', plugins: ['./hello.js'] });
    const by = Object.fromEntries(listConfiguredPlugins(settings).map(({ name, by }) => [name, by]));
    expect(by).toMatchObject({ metrics: '--no-metrics', profanity: '--profanity hold', 'file-transfer': '--files' });
    expect(by.logging).toBeUndefined();
    expect(listConfiguredPlugins(settings).at(-1)).toMatchObject({ name: './hello.js', on: true, by: '--plugins' });
  });
});

describe('partyline plugins', () => {
  test('is for people, in columns without colours', async () => {
    const { code, out, err } = await runProgram(['plugins', '--no-files']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^logging +on +always +Logs every event/);
    expect(out).toMatch(/\nfile-transfer +off +--no-files +/);
    expect(out).not.toContain('\u001b');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  test('is for programs with --json', async () => {
    const { out } = await runProgram(['plugins', '--json', '--profanity', 'off']);
    const { plugins } = JSON.parse(out) as { plugins: readonly { name: string; on: boolean }[] };
    expect(plugins.find(({ name }) => name === 'profanity')).toMatchObject({ on: false, by: '--profanity off' });
  });

  test.each([
    [['--profanity', 'maybe'], /^partyline: --profanity must be one of off, .+\n$/],
    [['--jsn'], /^partyline: Unknown option --jsn. .+\n$/],
    [['--check-config'], /^partyline: --check-config is not an option of this command\. .+\n$/],
    [['--json=1'], /^partyline: --json takes no value\.\n$/],
    [['--url', 'x'], /^partyline: --url must be a URL .+\n$/],
  ])('ends with 2 for %j', async (args, err) => {
    expect(await runProgram(['plugins', ...args])).toEqual({ code: 2, out: '', err: expect.stringMatching(err) });
  });
});

describe('the plugins of a gateway that runs', () => {
  test('are those that it has, with those that it could have', async () => {
    const { http } = await startGatewayProgram('--operator-token', TOKEN, '--no-files');
    const { code, out, err } = await runProgram(['plugins', '--json', '--url', http]);
    expect([code, err]).toEqual([0, '']);
    const { plugins: told } = JSON.parse(out) as { plugins: readonly { name: string; on: boolean }[] };
    const on = told.filter((one) => one.on).map(({ name }) => name);
    const expected = listConfiguredPlugins(resolveSettings({ files: false })).filter((one) => one.on);
    expect(on).toEqual(expected.map(({ name }) => name));
  });

  test('are refused without the right token', async () => {
    const { http } = await startGatewayProgram('--operator-token', TOKEN);
    const { code, err } = await runProgram(['plugins', '--url', http, '--token', 'x']);
    expect([code, err]).toEqual([1, expect.stringMatching(/^partyline: Refused: .+\(OPERATOR_TOKEN\)\n$/)]);
  });

  const plugins = [
    { name: 'logging', on: true, neededBy: [], gates: [], refusals: 0, failures: 0 },
    {
      name: 'profanity',
      on: false,
      neededBy: [],
      gates: [
        { stage: 'join', calls: 9, p50Ms: 0.1, p99Ms: 0.25 },
        { stage: 'publish', calls: 900, p50Ms: 0.1, p99Ms: 1.26 },
        { stage: 'rename', calls: 0, p50Ms: 0, p99Ms: 99 },
      ],
      refusals: 7,
      failures: 1,
    },
  ];

  test('are asked for with the token, and shown with their slowest gate and their failures', async () => {
    const asked: unknown[] = [];
    const url = await fakeGateway(({ method, url: path, headers }, response) => {
      asked.push([method, path, headers.authorization]);
      response.end(JSON.stringify({ plugins }));
    });
    const { code, out, err } = await runProgram(['plugins', '--url', url]);
    expect([code, err]).toEqual([0, '']);
    expect(asked).toEqual([['GET', '/operator/plugins', `Bearer ${TOKEN}`]]);
    expect(out).toMatch(/\nlogging +on +- +0 +0\nprofanity +off +1\.3 ms \(publish\) +7 +1\n$/);
  });

  test('are for programs with --json', async () => {
    const url = await fakeGateway((_request, response) => response.end(JSON.stringify({ plugins })));
    const { out } = await runProgram(['plugins', '--json', '--url', url, '--token', 'x']);
    expect(JSON.parse(out)).toEqual({
      plugins: [
        { name: 'logging', on: true, refusals: 0, failures: 0 },
        { name: 'profanity', on: false, slowest: { stage: 'publish', p99Ms: 1.26 }, refusals: 7, failures: 1 },
      ],
    });
  });

  test('are not believed where they are none', async () => {
    for (const body of ['{}', '{"plugins":1}', '{"plugins":[1]}', '{"plugins":[{"name":"x"}]}', 'x']) {
      const url = await fakeGateway((_request, response) => response.end(body));
      const { code, out, err } = await runProgram(['plugins', '--url', url]);
      expect([code, out, err]).toEqual([1, '', expect.stringMatching(/^partyline: The server at .+\n$/)]);
    }
  });

  test('cannot write to the terminal what they like', async () => {
    const evil = [{ name: 'a\u001b[2Jb', on: true, gates: [], refusals: 0, failures: 0 }];
    const url = await fakeGateway((_request, response) => response.end(JSON.stringify({ plugins: evil })));
    expect((await runProgram(['plugins', '--url', url])).out).toContain('\na [2Jb ');
  });
});
