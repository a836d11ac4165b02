import { expect, test } from 'vitest';
import type { Command, Plugin } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

const bringing = (command: Command): Plugin => ({ name: 'games', setup: (host) => host.command(command) });

test('a command that never ends is refused at its deadline, and its session goes on', async () => {
  const endless: Command = { name: 'endless', summary: 'Never ends.', run: () => new Promise(() => {}) };
  const { native, pass, failures } = await openWorld({ plugins: [bringing(endless)], limits: { commandMs: 100 } });
  const ann = await native('ann');
  const refused = ann.refused({ type: 'endless' });
  await pass(100);
  expect(await refused).toBe('CHAT_PLUGIN_TIMEOUT');
  expect(failures).toMatchObject([{ plugin: 'games', what: 'endless' }]);
  expect(await ann.ok({ type: 'ping' })).toHaveProperty('at');
});

test('a session whose command never ends does not outlive its connection by more than the deadline', async () => {
  const endless: Command = { name: 'endless', summary: 'Never ends.', run: () => new Promise(() => {}) };
  const { hub, native, connect, settle, pass } = await openWorld({
    plugins: [bringing(endless)],
    limits: { commandMs: 100 },
  });
  const bob = await native('bob', 'lobby');
  const ann = connect();
  for (const frame of [{ type: 'hello', nick: 'ann' }, { type: 'endless' }]) ann.send(JSON.stringify(frame));
  await settle();
  ann.close();
  await pass(100);
  expect(hub.chat.sessions().map(({ user }) => user?.nick)).toEqual(['bob']);
  expect(await bob.ok({ type: 'ping' })).toHaveProperty('at');
});

test.each([
  ['nothing', () => undefined],
  ['a text', () => 'done'],
  ['what JSON cannot carry', () => ({ big: 1n })],
])('a command that returns %s is refused and reported', async (_, run) => {
  const faulty = { name: 'faulty', summary: 'Returns nonsense.', run } as unknown as Command;
  const { native, failures } = await openWorld({ plugins: [bringing(faulty)] });
  const ann = await native('ann');
  expect(await ann.refused({ type: 'faulty' })).toBe('CHAT_COMMAND_FAILED');
  expect(failures).toMatchObject([{ plugin: 'games', what: 'faulty' }]);
});

/** What somebody reads who types these lines, when a slash of a plugin fails. */
async function reading(slash: NonNullable<Command['slash']>, ...lines: readonly string[]) {
  const faulty: Command = { name: 'faulty', summary: 'Fails.', run: () => ({}), slash };
  const { connect, settle, failures } = await openWorld({ plugins: [bringing(faulty)] });
  const ann = connect();
  const seen: unknown[] = [];
  ann.onframe = (frame) => seen.push(frame);
  for (const line of ['ann', ...lines]) ann.send(line);
  await settle();
  return { seen, failures };
}

test('a slash that throws tells the person that it failed, and reports why', async () => {
  const fields = (): never => {
    throw new Error('no fields');
  };
  const { seen, failures } = await reading({ name: 'faulty', fields }, '/faulty');
  expect(seen.at(-1)).toBe('! The command failed on the server.');
  expect(failures).toMatchObject([{ plugin: 'games', what: 'faulty', error: { cause: new Error('no fields') } }]);
});

test('a slash whose answer throws says nothing, and reports why', async () => {
  const answer = (): never => {
    throw new Error('no answer');
  };
  const { seen, failures } = await reading({ name: 'faulty', answer }, '/faulty', '/who');
  expect(seen.slice(-2)).toEqual(['-- You are in #lobby: ann', '-- In #lobby: ann']);
  expect(failures).toMatchObject([{ plugin: 'games', what: 'faulty' }]);
});
