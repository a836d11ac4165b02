import { describe, expect, test } from 'vitest';
import { type Plugin, refuse } from '../../../core/index.js';
import { openRoom, tokenOf } from './support/house.js';

const room = 'dev';
const set = { type: 'room.topic', room, topic: 'Tea at five' };

const gate = (decide: (topic: string) => string | undefined): Plugin => ({
  name: 'gate',
  setup: (host) =>
    host.gate('topic', (request) => {
      const topic = decide(request.topic);
      return topic === undefined ? refuse('GATE_NO', 'No.') : { ...request, topic };
    }),
});

describe('a topic', () => {
  test('is told to the room, once', async () => {
    const { world, mia, bob, acts } = await openRoom();
    expect(await mia.ok(set)).toMatchObject({ topic: 'Tea at five', by: { nick: 'mia' } });
    await world.settle();
    const line = 'mia set the topic: Tea at five';
    expect(bob.all('topic')).toMatchObject([{ room, topic: 'Tea at five', by: { nick: 'mia' }, line }]);
    expect(bob.all('moderated').filter(({ act }) => act === 'topic')).toEqual([]);
    expect(acts.at(-1)).toMatchObject({ act: 'topic', value: 'Tea at five', by: { nick: 'mia' } });
  });

  test('is told to whoever comes in, after the reply', async () => {
    const { mia, comes } = await openRoom();
    await mia.ok(set);
    const dan = await comes('dan', { rooms: [room] });
    expect(await dan.next('topic')).toMatchObject({ topic: 'Tea at five', line: 'The topic is: Tea at five' });
    const types = dan.heard.map(({ type }) => type);
    expect(types.indexOf('topic')).toBeGreaterThan(types.lastIndexOf('ok'));
  });

  test('is told to whoever has come back, and that there is none any more', async () => {
    const { world, mia, comes } = await openRoom();
    await mia.ok(set);
    const dan = await comes('dan', { resume: true, rooms: [room] });
    dan.wire.abort();
    await world.settle();
    await mia.ok({ ...set, topic: '' });
    const back = await comes('dan', { resume: tokenOf(dan) });
    expect(await back.next('topic')).toMatchObject({ topic: '', line: 'There is no topic any more.' });
  });

  test('can be asked for', async () => {
    const { mia, bob } = await openRoom();
    expect(await bob.ok({ type: 'room.topic', room })).toEqual({ room, topic: '' });
    await mia.ok(set);
    expect(await bob.ok({ type: 'room.topic', room })).toMatchObject({ topic: 'Tea at five', by: { nick: 'mia' } });
  });

  test.each(['\u200b', '\u3164', '\u2066\u2069', '\u2800 \u00ad'])(
    'has something to see: %j is refused',
    async (topic) => {
      const { mia, bob } = await openRoom();
      await mia.ok(set);
      expect(await mia.refused({ ...set, topic })).toBe('CHAT_TEXT_INVALID');
      expect(await bob.ok({ type: 'room.topic', room })).toMatchObject({ topic: 'Tea at five' });
      expect(await mia.refused({ type: 'room.kick', room, nick: 'bob', reason: topic })).toBe('CHAT_TEXT_INVALID');
    },
  );

  test('can be taken away', async () => {
    const { mia, bob, comes } = await openRoom();
    await mia.ok(set);
    await mia.ok({ ...set, topic: ' ' });
    expect(await bob.ok({ type: 'room.topic', room })).toMatchObject({ topic: '' });
    const dan = await comes('dan', { rooms: [room] });
    await dan.ok({ type: 'ping' });
    expect(dan.all('topic')).toEqual([]);
  });

  test('is one line', async () => {
    const { mia } = await openRoom();
    expect(await mia.ok({ ...set, topic: ' Tea\r\n at\tfive ' })).toMatchObject({ topic: 'Tea at five' });
  });

  test('has at most 300 characters', async () => {
    const { mia } = await openRoom();
    await mia.ok({ ...set, topic: '🍵'.repeat(300) });
    expect(await mia.refused({ ...set, topic: '🍵'.repeat(301) })).toBe('CHAT_TEXT_TOO_LONG');
  });

  test('has no control characters', async () => {
    const { mia } = await openRoom();
    expect(await mia.refused({ ...set, topic: 'a\u001b[2J' })).toBe('CHAT_TEXT_INVALID');
  });

  test('is what the gates make of it', async () => {
    const { mia, bob } = await openRoom({}, { plugins: [gate((topic) => topic.replace('Tea', '***'))] });
    await mia.ok(set);
    expect(await bob.next('topic')).toMatchObject({ topic: '*** at five' });
  });

  test('is refused by a gate', async () => {
    const { mia, bob } = await openRoom({}, { plugins: [gate(() => undefined)] });
    expect(await mia.refused(set)).toBe('GATE_NO');
    expect(await bob.ok({ type: 'room.topic', room })).toMatchObject({ topic: '' });
  });

  test('is not shown to the gates by those who may not set one', async () => {
    const asked: string[] = [];
    const { bob } = await openRoom({}, { plugins: [gate((topic) => String(asked.push(topic)))] });
    expect(await bob.refused(set)).toBe('MODERATION_FORBIDDEN');
    expect(asked).toEqual([]);
  });
});
