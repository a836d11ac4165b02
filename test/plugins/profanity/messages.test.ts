import { describe, expect, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { profanity } from '../../../plugins/profanity/index.js';
import { openWorld } from '../../support/world.js';

type Options = Parameters<typeof profanity>[0];

/** Ann and bob in a room of a hub with the filter. */
async function pair(options?: Options, room = 'lobby', others: readonly Plugin[] = []) {
  const world = await openWorld({ plugins: [profanity(options), ...others] });
  const ann = await world.native('ann', room);
  const bob = await world.native('bob', room);
  return { world, ann, bob, says: (text: string) => ann.ask({ type: 'say', room, text }) };
}

describe('a message', () => {
  test('is masked before anybody sees it, by default', async () => {
    const { bob, says } = await pair();
    await says('oh shit, no');
    expect(await bob.next('message')).toMatchObject({ text: 'oh ****, no' });
  });

  test('is masked in the log too', async () => {
    const { world, ann } = await pair();
    await ann.ok({ type: 'say', room: 'lobby', text: 'shit' });
    const kept: string[] = [];
    world.hub.on('message', ({ message }) => void kept.push(message.text));
    await ann.ok({ type: 'say', room: 'lobby', text: 'shit again' });
    expect(kept).toEqual(['**** again']);
  });

  test('that is innocent stays as it is', async () => {
    const { bob, says } = await pair();
    await says('Scunthorpe, команда, 体操你');
    expect(await bob.next('message')).toMatchObject({ text: 'Scunthorpe, команда, 体操你' });
  });

  test('of another kind is masked too', async () => {
    const { ann, bob } = await pair();
    await ann.ok({ type: 'say', room: 'lobby', kind: 'action', text: 'says shit' });
    expect(await bob.next('message')).toMatchObject({ kind: 'action', text: 'says ****' });
  });

  test('to one person is masked too', async () => {
    const { ann, bob } = await pair();
    await ann.ok({ type: 'tell', to: 'bob', text: 'shit' });
    expect(await bob.next('message')).toMatchObject({ text: '****' });
  });

  test('into which a later plugin puts something is masked too', async () => {
    const rude: Plugin = {
      name: 'rude',
      setup: (host) => host.gate('publish', (draft) => ({ ...draft, text: `${draft.text}, shit` })),
    };
    const { bob, says } = await pair({}, 'lobby', [rude]);
    await says('hello');
    expect(await bob.next('message')).toMatchObject({ text: 'hello, ****' });
  });

  test('of another plugin is masked too', async () => {
    const bot: Plugin = {
      name: 'bot',
      setup: (host) => host.on('renamed', () => void host.chat.say({ room: 'lobby', text: 'shit' })),
    };
    const { ann, bob } = await pair({}, 'lobby', [bot]);
    await ann.ok({ type: 'nick', nick: 'anna' });
    expect(await bob.next('message')).toMatchObject({ text: '****' });
  });

  test('keeps what it carries beside its text', async () => {
    const { ann, bob } = await pair();
    await ann.ok({ type: 'say', room: 'lobby', text: 'shit', data: { word: 'shit' } });
    expect(await bob.next('message')).toMatchObject({ text: '****', data: { word: 'shit' } });
  });
});

describe('the mode', () => {
  test('refuse: the sender is told the language and not the word, and nobody sees it', async () => {
    const { world, bob, says } = await pair({ mode: 'refuse' });
    const reply = await says('oh shit');
    expect(reply).toMatchObject({ type: 'error', code: 'PROFANITY_REFUSED', details: { language: 'en' } });
    expect(JSON.stringify(reply)).not.toContain('shit');
    await world.settle();
    expect(bob.all('message')).toEqual([]);
  });

  test('warn: it passes as it is, and the sender alone gets a notice', async () => {
    const { world, ann, bob, says } = await pair({ mode: 'warn' });
    await says('oh shit');
    expect(await bob.next('message')).toMatchObject({ text: 'oh shit' });
    await world.settle();
    expect([ann.all('notice').length, bob.all('notice').length]).toEqual([1, 0]);
  });

  test('can be another one in a room, by any spelling of its name', async () => {
    const { ann, bob, says } = await pair({ rooms: { '#Kids': 'refuse' } }, 'kids');
    expect(await says('shit')).toMatchObject({ code: 'PROFANITY_REFUSED' });
    for (const peer of [ann, bob]) await peer.ok({ type: 'join', room: 'pub' });
    await ann.ok({ type: 'say', room: 'pub', text: 'shit' });
    expect(await bob.next('message')).toMatchObject({ text: '****' });
  });
});

describe('the words', () => {
  test('of languages that are not wanted are not looked for', async () => {
    const { bob, says } = await pair({ languages: ['ru'] });
    await says('shit, блядь');
    expect(await bob.next('message')).toMatchObject({ text: 'shit, *****' });
  });

  test('can be added, removed and allowed', async () => {
    const words = { en: { add: ['zork*'], remove: ['crap(py)?'], allow: ['zorkmid'] } };
    const { bob, says } = await pair({ words });
    await says('zorkish zorkmid crap');
    expect(await bob.next('message')).toMatchObject({ text: '******* zorkmid crap' });
  });
});

describe('a name', () => {
  test.each(['mask', 'refuse', 'warn', 'hold'] as const)(
    'as a nick is refused at the login, with the mode %s',
    async (mode) => {
      const { world } = await pair({ mode });
      expect(await world.stranger().refused({ type: 'hello', nick: 'Shithead' })).toBe('PROFANITY_NICK');
    },
  );

  test.each(['shit', 'sh1t', 'ｓｈｉｔ', 's.h.i.t', 's\u0336h\u0336i\u0336t', 'хуй', '傻逼', 'dick_69'])(
    'as a new nick is refused: %s',
    async (nick) => {
      const { ann } = await pair();
      expect(await ann.refused({ type: 'nick', nick })).toBe('PROFANITY_NICK');
    },
  );

  test('that a later plugin gives somebody is refused too', async () => {
    const world = await openWorld({
      plugins: [
        profanity(),
        { name: 'accounts', setup: (host) => host.gate('login', (request) => ({ ...request, nick: 'shithead' })) },
      ],
    });
    expect(await world.stranger().refused({ type: 'hello', nick: 'ann' })).toBe('PROFANITY_NICK');
  });

  test('that is innocent is given as a nick', async () => {
    const { ann } = await pair();
    expect(await ann.ok({ type: 'nick', nick: 'Dickens' })).toEqual({ nick: 'Dickens' });
  });

  test('of a room that is not there yet is refused', async () => {
    const { ann } = await pair();
    expect(await ann.refused({ type: 'join', room: 'shit-talk' })).toBe('PROFANITY_ROOM');
  });

  test('of a room that is there already is not asked about', async () => {
    const world = await openWorld();
    await world.native('ann', 'shit-talk');
    await world.hub.plugins.load(profanity());
    const bob = await world.native('bob');
    expect(await bob.ok({ type: 'join', room: 'shit-talk' })).toMatchObject({ room: 'shit-talk' });
  });
});
