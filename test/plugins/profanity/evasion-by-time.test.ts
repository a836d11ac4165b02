import { describe, expect, test } from 'vitest';
import { sqlite } from '../../../adapters/brokers/sqlite/index.js';
import { profanity } from '../../../plugins/profanity/index.js';
import { lobby } from './support/lobby.js';

describe('by what was said before', () => {
  async function said() {
    const { world, ann, bob, publishes } = await lobby();
    await ann.ok({ type: 'say', room: 'lobby', text: 'shit happens' });
    await publishes('file', 'shit.png (3 B)', { name: 'shit.png' });
    return { world, ann, bob };
  }

  test('is masked in the log', async () => {
    const { world } = await said();
    const { entries } = await world.hub.chat.log.read('lobby', { limit: 10 });
    expect(entries.map(({ message }) => message.text)).toEqual(['**** happens', '****.png (3 B)']);
    expect(JSON.stringify(entries)).not.toContain('shit');
  });

  test('is masked for whoever comes later and begins with the last messages', async () => {
    const { world } = await said();
    const late = await world.native('late');
    await late.ok({ type: 'join', room: 'lobby', last: 10 });
    await late.next('recovered');
    expect(late.all('message').map(({ text }) => text)).toEqual(['**** happens', '****.png (3 B)']);
    expect(JSON.stringify(late.heard)).not.toContain('shit');
  });

  test('is masked for whoever comes back and is caught up', async () => {
    const { world, ann } = await lobby();
    const bob = world.stranger();
    const { resume } = await bob.ok({ type: 'hello', nick: 'bobby', resume: true });
    await bob.ok({ type: 'join', room: 'lobby' });
    bob.wire.abort();
    await world.settle();
    await ann.ok({ type: 'say', room: 'lobby', text: 'shit happens' });
    const back = world.stranger();
    await back.ok({ type: 'hello', resume: (resume as { token: string }).token });
    expect(await back.next('message')).toMatchObject({ text: '**** happens' });
  });

  test('is not found by searching, and is found by what is left of it', async () => {
    const { world, ann } = await lobby('mask', {}, { broker: sqlite({ path: ':memory:' }) });
    await ann.ok({ type: 'say', room: 'lobby', text: 'shit happens' });
    const { log: archive } = world.hub.chat;
    const texts = async (text: string) =>
      (await archive.search?.('lobby', { text, limit: 10 }))?.entries.map(({ message }) => message.text);
    expect(await texts('shit')).toEqual([]);
    expect(await texts('happens')).toEqual(['**** happens']);
  });
});

describe('by sending it again with its key', () => {
  test('is masked, and in the room once', async () => {
    const { world, ann, bob } = await lobby();
    const first = await ann.ok({ type: 'say', room: 'lobby', text: 'shit', key: 'k' });
    expect(await ann.ok({ type: 'say', room: 'lobby', text: 'shit', key: 'k' })).toEqual(first);
    await world.settle();
    expect(bob.all('message').map(({ text }) => text)).toEqual(['****']);
  });

  test('with other words after innocent ones is not published', async () => {
    const { world, ann, bob } = await lobby();
    await ann.ok({ type: 'say', room: 'lobby', text: 'hello', key: 'k' });
    await ann.ok({ type: 'say', room: 'lobby', text: 'shit', key: 'k' });
    await world.settle();
    expect(bob.all('message').map(({ text }) => text)).toEqual(['hello']);
  });

  test('after a refusal is refused again', async () => {
    const { ann } = await lobby('refuse');
    for (let time = 0; time < 2; time++) {
      expect(await ann.refused({ type: 'say', room: 'lobby', text: 'shit', key: 'k' })).toBe('PROFANITY_REFUSED');
    }
  });

  test('while the filter is exchanged for another one is masked', async () => {
    const { world, ann, bob } = await lobby();
    const reloaded = world.hub.plugins.reload(profanity());
    for (let time = 0; time < 20; time++) ann.send({ type: 'say', room: 'lobby', text: 'shit' });
    await reloaded;
    await world.settle();
    expect(bob.all('message').map(({ text }) => text)).toEqual(Array(20).fill('****'));
  });
});

describe('by splitting it', () => {
  test.each([
    ['with spaces', 's h i t', '*******'],
    ['with signs', 's.h-i_t', '*******'],
    ['over lines', 's\nh\ni\nt', '*******'],
  ])('%s within one message is masked', async (_, text, expected) => {
    const { ann, bob } = await lobby();
    await ann.ok({ type: 'say', room: 'lobby', text });
    expect(await bob.next('message')).toMatchObject({ text: expected });
  });

  // What is not found, so that nobody believes it is.
  test('over several messages is not found: nothing is looked at together with what was said before', async () => {
    const { world, ann, bob } = await lobby();
    for (const text of ['sh', 'it', 's', 'h', 'i', 't']) await ann.ok({ type: 'say', room: 'lobby', text });
    await world.settle();
    expect(bob.all('message').map(({ text }) => text)).toEqual(['sh', 'it', 's', 'h', 'i', 't']);
  });

  test('over lines of one Chinese character each is not found: there a line ends a sentence', async () => {
    const { ann, bob } = await lobby();
    await ann.ok({ type: 'say', room: 'lobby', text: '操\n你\n妈' });
    expect(await bob.next('message')).toMatchObject({ text: '操\n你\n妈' });
  });

  test('over a nick and a message is not found either', async () => {
    const { ann, bob } = await lobby();
    await ann.ok({ type: 'nick', nick: 'sh' });
    await ann.ok({ type: 'say', room: 'lobby', text: 'it' });
    expect(await bob.next('message')).toMatchObject({ from: { nick: 'sh' }, text: 'it' });
  });

  test('and putting it in the data beside a message is not looked at: no client of ours shows that', async () => {
    const { bob, publishes } = await lobby();
    await publishes('text', 'look', { word: 'shit' });
    expect(await bob.next('message')).toMatchObject({ text: 'look', data: { word: 'shit' } });
  });
});
