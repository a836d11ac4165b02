import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configFile, temporaryFolder } from '../support/files.js';
import { ncClient } from '../support/gateway.js';
import { startGatewayProgram, startProgram } from '../support/program.js';

/** A file with a plugin in it, which adds a word to whatever is said. */
function plugin(name: string, word: string): string {
  const path = join(temporaryFolder(), `${name}.mjs`);
  writeFileSync(
    path,
    `export const plugin = () => ({
       name: '${name}',
       setup: (host) => host.gate('publish', (message) => ({ ...message, text: message.text + ' ${word}' })),
     });`,
  );
  return path;
}

describe('the program', () => {
  test('loads plugins of one’s own in their order', async () => {
    const { tcpPort } = await startGatewayProgram(
      '--echo',
      '--plugins',
      `${plugin('one', 'please')},${plugin('two', 'cake')}`,
    );
    const ann = ncClient(tcpPort);
    ann.send('ann');
    await ann.waitFor('#lobby');
    ann.send('tea');
    await ann.waitFor('ann: tea please cake');
  });

  test('takes them from the config file, too', async () => {
    const { tcpPort } = await startGatewayProgram(
      '--echo',
      '--config',
      configFile(`plugins: [${plugin('one', 'please')}]\n`),
    );
    const ann = ncClient(tcpPort);
    ann.send('ann');
    await ann.waitFor('#lobby');
    ann.send('tea');
    await ann.waitFor('ann: tea please');
  });

  test('ends although a plugin that was imported keeps the process alive', async () => {
    const path = join(temporaryFolder(), 'busy.mjs');
    writeFileSync(path, "setInterval(() => {}, 1_000); export const plugin = { name: 'busy', setup() {} };");
    const { code, err } = await startProgram(['--plugins', `${path},./nowhere.js`]).exited;
    expect([code, err]).toEqual([1, expect.stringMatching(/^partyline: No file at \/.+nowhere\.js\.\n/)]);
  });

  test.each([
    ['is not there', () => './nowhere.js', /^partyline: No file at \/\S+nowhere\.js\.\n$/],
    [
      'has the name of a stock one',
      () => plugin('history', ''),
      /^partyline: A plugin named history is there already\.\n$/,
    ],
  ])('ends with 1 and says why where one %s', async (_what, specifier, err) => {
    const args = ['--http-port', '0', '--tcp-port', '0', '--log-level', 'silent', '--plugins', specifier()];
    expect(await startProgram(args).exited).toEqual({ code: 1, out: '', err: expect.stringMatching(err) });
  });
});
