import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ncClient } from './support/gateway.js';
import { startGatewayProgram } from './support/program.js';

const PLUGIN = `export default {
  name: 'careless',
  setup(host) {
    const command = (name, run) =>
      host.command({ name, summary: '', run() { run(); return {}; }, slash: { name, answer: () => 'done ' + name } });
    command('lose', () => void Promise.reject(new Error('not awaited')));
    command('lose-later', () => setTimeout(async () => { throw new Error('lost in a timer'); }, 1));
    command('blow', () => setTimeout(() => { throw new Error('thrown in a timer'); }, 1));
  },
};
`;

/** The program with a careless plugin, and a person who is logged in. */
async function careless() {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-careless-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'careless.mjs');
  writeFileSync(file, PLUGIN);
  const running = await startGatewayProgram('--plugins', file, '--log-format', 'json', '--drain-ms', '500');
  const ann = ncClient(running.tcpPort);
  ann.send('ann');
  await ann.waitFor('#lobby');
  return { ...running, ann };
}

const failuresIn = (text: string): readonly Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ level }) => level === 'error');

test('promises of a plugin that nothing waits for are logged under its name and counted, and the program goes on', async () => {
  const { http, ann, child, exited: ended } = await careless();
  for (const name of ['lose', 'lose-later']) {
    ann.send(`/${name}`);
    await ann.waitFor(`done ${name}`);
  }
  const counted = async (): Promise<boolean> =>
    /failures_total\{[^}]*plugin="careless"[^}]*\} 2/.test(await (await fetch(`${http}metrics`)).text());
  while (!(await counted()));
  ann.send('/who');
  await ann.waitFor('In #lobby: ann');
  child.kill('SIGTERM');
  const { code, err } = await ended;
  expect(code).toBe(0);
  expect(failuresIn(err)).toMatchObject([
    { plugin: 'careless', what: 'unhandled rejection' },
    { plugin: 'careless', what: 'unhandled rejection' },
  ]);
});

test('an exception in a timer of a plugin is one line in the log; the program drains and ends with 1', async () => {
  const { ann, exited: ended } = await careless();
  ann.send('/blow');
  expect(await ann.closed).toContain('The server is going down.');
  const { code, err } = await ended;
  expect(code).toBe(1);
  expect(failuresIn(err)).toMatchObject([{ plugin: 'careless', what: 'uncaught exception' }]);
  expect(err).not.toMatch(/^\s+at /m);
});
