import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNameProblem } from '../../../../apps/gateway/commands/new-plugin.js';
import { factoryName, pluginCode } from '../../../../apps/gateway/commands/new-plugin-files.js';
import { runProgram } from '../operator/support/cli.js';
import { temporaryFolder } from '../support/files.js';
import { ncClient } from '../support/gateway.js';
import { startProgram } from '../support/program.js';
import { installPackage, readTexts, runIn } from './support/plugin-project.js';

/** Everything that a folder is made for, in a copy of its own. */
async function made(name: string): Promise<string> {
  const at = temporaryFolder();
  expect(await runProgram(['new', 'plugin', name, '--dir', at])).toMatchObject({ code: 0, err: '' });
  return join(at, name);
}

describe('a plugin that was made', () => {
  test('passes its own test, is well typed, and is loaded by a hub and by the gateway', async () => {
    const at = await made('tea-time');
    await installPackage(at);
    const tested = await runIn(at, 'npm', ['test']);
    expect(tested).toMatch(/Tests {2}2 passed \(2\)/);
    await runIn(at, 'npm', ['run', 'types']);
    await runIn(at, 'npm', ['run', 'build']);
    expect(readdirSync(join(at, 'dist')).sort()).toEqual(['tea-time.d.ts', 'tea-time.js']);

    writeFileSync(
      join(at, 'hub.mjs'),
      `import { createHub } from 'partyline';
       import { memory } from 'partyline/adapters/memory';
       import { teaTime } from 'tea-time';
       const hub = createHub({ plugins: [teaTime()] });
       await hub.listen(memory());
       console.log(hub.plugins.list().join());
       await hub.stop();`,
    );
    expect(await runIn(at, process.execPath, ['hub.mjs'])).toBe('tea-time\n');

    const file = join(at, 'dist', 'tea-time.js');
    const {
      waitForOutput: says,
      child,
      exited: ended,
    } = startProgram(['--http-port', '0', '--tcp-port', '0', '--plugins', file]);
    const [, port] = await says(/nc 127\.0\.0\.1 (\d+)/);
    const ann = ncClient(Number(port));
    ann.send('ann');
    await ann.waitFor('#lobby');
    ann.send('/tea-time');
    await ann.waitFor('ann greets the room.');
    // Its copy of the package is not the gateway's: a refusal is one all the same.
    ann.send('TEA!!!');
    await ann.waitFor('Please do not shout.');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  test('has all that it needs, and no more', async () => {
    const files = readTexts(await made('hello'));
    expect(Object.keys(files).sort()).toEqual(
      [
        'README.md',
        'hello.test.ts',
        'hello.ts',
        'package.json',
        'tsconfig.build.json',
        'tsconfig.json',
        'vitest.config.ts',
      ].sort(),
    );
    expect(JSON.parse(files['package.json'] ?? '')).toMatchObject({
      name: 'hello',
      type: 'module',
      peerDependencies: { partyline: expect.stringMatching(/^\^\d/) },
      devDependencies: { vitest: expect.stringMatching(/^\^\d/) },
    });
    expect(files['README.md']).toContain('--plugins ./dist/hello.js');
  });

  test('has a setup of under 15 lines', () => {
    const lines = pluginCode('hello').split('\n');
    const body = lines.slice(lines.indexOf('  setup(host) {') + 1, lines.indexOf('  },'));
    expect(body.length).toBeGreaterThan(5);
    expect(body.length).toBeLessThan(15);
  });
});

test('plugins that are named like a word of their own code are well typed', async () => {
  const at = temporaryFolder();
  await installPackage(at);
  for (const name of ['world', 'refuse', 'new', 'create-world', 'hello']) {
    expect(await runProgram(['new', 'plugin', name, '--dir', at])).toMatchObject({ code: 0 });
  }
  const config = readFileSync(join(at, 'new', 'tsconfig.json'), 'utf8').replace('"*.ts"', '"*/*.ts"');
  writeFileSync(join(at, 'tsconfig.json'), config);
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  await runIn(at, process.execPath, [tsc, '-p', '.']);
});

describe('partyline new plugin', () => {
  test('touches nothing that is there already', async () => {
    const at = temporaryFolder();
    mkdirSync(join(at, 'hello'));
    writeFileSync(join(at, 'hello', 'hello.ts'), 'mine');
    const { code, out, err } = await runProgram(['new', 'plugin', 'hello', '--dir', at]);
    expect([code, out, err]).toEqual([1, '', expect.stringMatching(/^partyline: \S+hello already exists\.\n$/)]);
    expect(readTexts(join(at, 'hello'))).toEqual({ 'hello.ts': 'mine' });
  });

  test.each([
    '../hello',
    '/tmp/hello',
    'a/b',
    '.',
    '..',
    '',
    'Hello',
    'a--b',
    'a-',
    '1a',
    'a_b',
    'привет',
    'a'.repeat(25),
  ])('does not take %j for a name, and makes nothing', async (name) => {
    const at = temporaryFolder();
    const { code, err } = await runProgram(['new', 'plugin', name, '--dir', at]);
    expect(code).toBe(2);
    expect(err).toMatch(/^partyline: (?:Invalid plugin name|The plugin needs a name).*\n$/);
    expect(readdirSync(at)).toEqual([]);
  });

  test.each([
    ['history', /A plugin named history is there already/],
    ['join', /There is a command \/join already/],
    ['help', /help is not a slash command/],
    ['partyline', /The name \S+ is reserved/],
    ['http', /The name \S+ is reserved/],
    ['node-modules', /The name \S+ is reserved/],
  ])('does not take %j, which could not stand beside what is there', async (name, why) => {
    const { code, err } = await runProgram(['new', 'plugin', name, '--dir', temporaryFolder()]);
    expect([code, err]).toEqual([2, expect.stringMatching(why)]);
  });

  test.each([
    [[], 'Usage: partyline new plugin NAME.'],
    [['adapter', 'x'], 'Usage: partyline new plugin NAME.'],
    [['plugin', 'a', 'b'], 'Only one plugin can be created at a time.'],
    [['plugin', 'a', '--did', '/tmp'], 'Unknown option --did. Did you mean --dir?'],
    [['plugin', 'a', '--dir', '/nowhere'], '--dir: No folder at /nowhere.'],
  ])('ends with 2 for %j', async (args, line) => {
    expect(await runProgram(['new', ...args])).toEqual({ code: 2, out: '', err: `partyline: ${line}\n` });
  });
});

describe('a name', () => {
  test.each([
    ['hello', 'hello'],
    ['tea-time', 'teaTime'],
    ['a1-b2', 'a1B2'],
    ['default', 'defaultPlugin'],
    ['refuse', 'refusePlugin'],
    ['create-world', 'createWorldPlugin'],
  ])('%s makes %s', (name, identifier) => {
    expect(factoryName(name)).toBe(identifier);
  });

  test('that is taken never leads out of its folder', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        if (findNameProblem(name) === undefined) expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
      }),
    );
  });
});
