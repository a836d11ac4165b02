import { expect, test } from 'vitest';
import { type Draft, type GateOptions, type Plugin, refuse } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

/** A publish gate that adds a letter to every text. */
const letter = (name: string, options?: GateOptions): Plugin => ({
  name,
  setup: (host) => host.gate('publish', (draft) => ({ ...draft, text: draft.text + name }), options),
});

async function textThrough(...plugins: readonly Plugin[]): Promise<unknown> {
  const { native } = await openWorld({ plugins });
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: '-' });
  return (await ann.next('message')).text;
}

test('gates run in the order of the plugin list', async () => {
  expect(await textThrough(letter('a'), letter('b'), letter('c'))).toBe('-abc');
});

test('gates of one plugin run in the order in which they were added', async () => {
  const twice: Plugin = {
    name: 'twice',
    setup(host) {
      host.gate('publish', (draft) => ({ ...draft, text: `${draft.text}1` }));
      host.gate('publish', (draft) => ({ ...draft, text: `${draft.text}2` }));
    },
  };
  expect(await textThrough(twice)).toBe('-12');
});

test('phases come before the order of the list', async () => {
  const plugins = [letter('z', { phase: 'last' }), letter('m'), letter('a', { phase: 'first' }), letter('n')];
  expect(await textThrough(...plugins)).toBe('-amnz');
});

test('asynchronous gates keep their place', async () => {
  const later: Plugin = {
    name: 'later',
    setup: (host) => host.gate('publish', async (draft) => ({ ...draft, text: `${draft.text}?` })),
  };
  expect(await textThrough(letter('a'), later, letter('b'))).toBe('-a?b');
});

test('a refusal reaches the sender as it is, and nobody else anything', async () => {
  const noCats: Plugin = {
    name: 'no-cats',
    setup(host) {
      host.gate('publish', (draft) =>
        draft.text.includes('cat') ? refuse('CATS_FORBIDDEN', 'No cats.', { animal: 'cat' }) : draft,
      );
    },
  };
  const { native, settle } = await openWorld({ plugins: [noCats] });
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  expect(await ann.ask({ type: 'say', room: 'lobby', text: 'a cat' })).toEqual({
    type: 'error',
    ref: expect.any(Number),
    code: 'CATS_FORBIDDEN',
    text: 'No cats.',
    retry: false,
    details: { animal: 'cat', message: expect.any(String) },
  });
  await settle();
  expect(bob.all('message')).toEqual([]);
});

test('a refused message takes no number', async () => {
  const noCats: Plugin = {
    name: 'no-cats',
    setup: (host) => host.gate('publish', (draft) => (draft.text === 'cat' ? refuse('CATS_NO', 'No.') : draft)),
  };
  const { native } = await openWorld({ plugins: [noCats] });
  const ann = await native('ann', 'lobby');
  await ann.refused({ type: 'say', room: 'lobby', text: 'cat' });
  expect(await ann.ok({ type: 'say', room: 'lobby', text: 'dog' })).toMatchObject({ offset: 1 });
});

test('gates after a refusal are not asked', async () => {
  const asked: string[] = [];
  const stop: Plugin = { name: 'stop', setup: (host) => host.gate('publish', () => refuse('STOP_HERE', 'No.')) };
  const watch: Plugin = {
    name: 'watch',
    setup(host) {
      host.gate('publish', (draft) => {
        asked.push(draft.text);
        return draft;
      });
    },
  };
  const { native } = await openWorld({ plugins: [stop, watch] });
  const ann = await native('ann', 'lobby');
  await ann.refused({ type: 'say', room: 'lobby', text: 'hi' });
  expect(asked).toEqual([]);
});

test('a filter sees each message exactly once, whoever and whatever it goes to', async () => {
  const seen: string[] = [];
  const filter: Plugin = {
    name: 'filter',
    setup(host) {
      host.gate('publish', (draft: Draft) => {
        seen.push(draft.text);
        return draft;
      });
    },
  };
  const { native, hub } = await openWorld({ plugins: [filter] });
  const ann = await native('ann', 'lobby', 'attic');
  for (const nick of ['bob', 'eve', 'joe']) await native(nick, 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'to a room' });
  await ann.ok({ type: 'say', room: 'attic', text: 'to nobody', kind: 'action' });
  await ann.ok({ type: 'tell', to: 'bob', text: 'to one' });
  await hub.chat.say({ room: 'lobby', text: 'from the server' });
  expect(seen).toEqual(['to a room', 'to nobody', 'to one', 'from the server']);
});

test('a filter does not see a message again that is sent again with its key', async () => {
  const seen: string[] = [];
  const filter: Plugin = {
    name: 'filter',
    setup(host) {
      host.gate('publish', (draft: Draft) => {
        seen.push(draft.text);
        return seen.length === 1 ? draft : refuse('FILTER_ENOUGH', 'Enough.');
      });
    },
  };
  const { native } = await openWorld({ plugins: [filter] });
  const ann = await native('ann', 'lobby');
  const first = await ann.ok({ type: 'say', room: 'lobby', text: 'once', key: 'k' });
  expect(await ann.ok({ type: 'say', room: 'lobby', text: 'once', key: 'k' })).toEqual(first);
  expect(seen).toEqual(['once']);
});

test('a text that a gate spoiled is refused, and nobody gets it', async () => {
  const spoil: Plugin = {
    name: 'spoil',
    setup: (host) => host.gate('publish', (draft) => ({ ...draft, text: '\u001b[2J' })),
  };
  const { native } = await openWorld({ plugins: [spoil] });
  const ann = await native('ann', 'lobby');
  expect(await ann.refused({ type: 'say', room: 'lobby', text: 'hi' })).toBe('CHAT_TEXT_INVALID');
});

test('a connect gate sends a connection away, saying why', async () => {
  const strict: Plugin = {
    name: 'strict',
    setup(host) {
      host.gate('connect', ({ info }) =>
        info.remoteAddress === '192.0.2.1' ? refuse('BAN_ADDRESS', 'You are banned.') : { info },
      );
    },
  };
  const { stranger } = await openWorld({ plugins: [strict] });
  const banned = stranger({ remoteAddress: '192.0.2.1' });
  await banned.over;
  expect(banned.heard).toEqual([{ type: 'bye', code: 'BAN_ADDRESS', text: 'You are banned.' }]);
  await stranger({ remoteAddress: '192.0.2.2' }).ok({ type: 'hello' });
});

test('what is sent while a connect gate thinks is done afterwards', async () => {
  const slow: Plugin = {
    name: 'slow',
    setup(host) {
      host.gate('connect', (request) => new Promise((resolve) => host.clock.after(1_000, () => resolve(request))));
    },
  };
  const { stranger, pass } = await openWorld({ plugins: [slow] });
  const ann = stranger();
  ann.send({ type: 'hello', ref: 1, nick: 'ann' });
  ann.send({ type: 'join', ref: 2, room: 'lobby' });
  await pass(1_000);
  expect(ann.heard.map(({ type }) => type)).toEqual(['welcome', 'ok']);
});

test('a code that is none is a mistake of the plugin', () => {
  expect(() => refuse('not a code', 'No.')).toThrow(TypeError);
});
