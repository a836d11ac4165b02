import { expect, test } from 'vitest';
import { ChatError, type Command, type Plugin, refuse } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

const bringing = (...commands: readonly Command[]): Plugin => ({
  name: 'games',
  setup(host) {
    for (const command of commands) host.command(command);
  },
});

const dice: Command = {
  name: 'games.dice',
  summary: 'Throws a die.',
  run: ({ sides }) => (sides === 0 ? refuse('DICE_NONE', 'No sides.') : { fell: sides ?? 6 }),
  slash: {
    name: 'dice',
    usage: '[SIDES]',
    fields: (typed) => (typed === '' ? {} : { sides: Number(typed) }),
    answer: ({ fell }) => `It fell on ${String(fell)}.`,
  },
};

test('a command of a plugin is one of the native protocol', async () => {
  const { native } = await openWorld({ plugins: [bringing(dice)] });
  const ann = await native('ann');
  expect(await ann.ok({ type: 'games.dice', sides: 4 })).toEqual({ fell: 4 });
});

test('a command of a plugin refuses with its own code', async () => {
  const { native } = await openWorld({ plugins: [bringing(dice)] });
  const ann = await native('ann');
  expect(await ann.ask({ type: 'games.dice', sides: 0 })).toMatchObject({ code: 'DICE_NONE', text: 'No sides.' });
});

test('a command with a slash is in /help, and people can type it', async () => {
  const { connect, settle } = await openWorld({ plugins: [bringing(dice)] });
  const ann = connect();
  const seen: unknown[] = [];
  ann.onframe = (frame) => seen.push(frame);
  for (const line of ['ann', '/help', '/dice 8', '/DICE']) ann.send(line);
  await settle();
  expect(seen.find((frame) => String(frame).includes('/help') === false && String(frame).includes('/dice'))).toContain(
    '  /dice [SIDES]          Throws a die.',
  );
  expect(seen.slice(-2)).toEqual(['-- It fell on 8.', '-- It fell on 6.']);
});

test('a command needs a login unless it says otherwise', async () => {
  const open: Command = { name: 'open', summary: 'For all.', beforeLogin: true, run: () => ({ ok: true }) };
  const { stranger } = await openWorld({ plugins: [bringing(dice, open)] });
  const ann = stranger();
  expect(await ann.refused({ type: 'games.dice' })).toBe('CHAT_LOGIN_REQUIRED');
  expect(await ann.ok({ type: 'open' })).toEqual({ ok: true });
});

test('what a command throws is reported, refused and told nobody', async () => {
  const faulty: Command = {
    name: 'faulty',
    summary: 'Fails.',
    run() {
      throw new Error('secret');
    },
  };
  const { native, failures } = await openWorld({ plugins: [bringing(faulty)] });
  const reply = await (await native('ann')).ask({ type: 'faulty' });
  expect(reply).toMatchObject({ code: 'CHAT_COMMAND_FAILED', retry: true });
  expect(JSON.stringify(reply)).not.toContain('secret');
  expect(failures).toMatchObject([{ plugin: 'games', what: 'faulty', error: { cause: { message: 'secret' } } }]);
});

test('a command that rejects is refused as one that throws', async () => {
  const faulty: Command = { name: 'faulty', summary: 'Fails.', run: () => Promise.reject(new Error('no')) };
  const { native } = await openWorld({ plugins: [bringing(faulty)] });
  expect(await (await native('ann')).refused({ type: 'faulty' })).toBe('CHAT_COMMAND_FAILED');
});

test('a ChatError of a command is its refusal', async () => {
  const picky: Command = {
    name: 'picky',
    summary: 'Picky.',
    parse() {
      throw new ChatError('CHAT_BAD_COMMAND', 'Not so.', { details: { field: 'x' } });
    },
    run: () => ({}),
  };
  const { native, failures } = await openWorld({ plugins: [bringing(picky)] });
  expect(await (await native('ann')).ask({ type: 'picky' })).toMatchObject({
    code: 'CHAT_BAD_COMMAND',
    text: 'Not so.',
    details: { field: 'x' },
  });
  expect(failures).toEqual([]);
});

test.each(['', 'two words', 'x'.repeat(33), 'привет'])('%j is no name for a command', async (name) => {
  const { hub } = await openWorld();
  const loading = hub.plugins.load(bringing({ ...dice, name }));
  await expect(loading).rejects.toMatchObject({ code: 'CHAT_PLUGIN_SETUP', cause: expect.any(TypeError) });
});

test.each(['', '/dice', 'two words', 'x'.repeat(33), 'Dice', 'help'])(
  '%j is no name for a slash command',
  async (name) => {
    const { hub } = await openWorld();
    const loading = hub.plugins.load(bringing({ ...dice, slash: { name } }));
    await expect(loading).rejects.toMatchObject({ code: 'CHAT_PLUGIN_SETUP', cause: expect.any(TypeError) });
  },
);

test("neither the core's commands nor another plugin's can be replaced", async () => {
  const { hub } = await openWorld({ plugins: [bringing(dice)] });
  for (const command of [
    { ...dice, name: 'say' },
    dice,
    { ...dice, name: 'other' },
    { ...dice, name: 'other', slash: { name: 'quit' } },
  ]) {
    const thief: Plugin = { name: 'thief', setup: (host) => host.command(command) };
    await expect(hub.plugins.load(thief)).rejects.toMatchObject({ code: 'CHAT_PLUGIN_SETUP' });
  }
});

test('a reloaded plugin brings its command again', async () => {
  const { hub, native } = await openWorld({ plugins: [bringing(dice)] });
  await hub.plugins.reload(bringing({ ...dice, run: () => ({ fell: 'new' }) }));
  expect(await (await native('ann')).ok({ type: 'games.dice' })).toEqual({ fell: 'new' });
});
