import { describe, expect, test } from 'vitest';
import { lobby } from './support/lobby.js';

describe('links and code in a message', () => {
  const text = 'see http://x.example/fuck and `fuck`';

  test('pass the mask unchanged', async () => {
    const { ann, bob } = await lobby();
    await ann.ok({ type: 'say', room: 'lobby', text });
    expect(await bob.next('message')).toMatchObject({ text });
  });

  test.each([
    ['refuse', 'PROFANITY_REFUSED'],
    ['hold', 'PROFANITY_HELD'],
  ] as const)('count with the mode %s', async (mode, code) => {
    const { ann } = await lobby(mode);
    expect(await ann.refused({ type: 'say', room: 'lobby', text })).toBe(code);
  });

  test('keep the link of an announcement whose name is masked', async () => {
    const { bob, publishes } = await lobby();
    const link = 'http://x.example/files/a55fa9/shit.png';
    await publishes('file', `shit.png (3 B) ${link}`, { name: 'shit.png' });
    expect(await bob.next('message')).toMatchObject({ text: `****.png (3 B) ${link}`, data: { name: '****.png' } });
  });
});

test.each(['94f68199-a559-4c1f-a929-8f14ff28e057', 'report-45s'])('gives a room the name %s', async (room) => {
  const { ann } = await lobby('refuse');
  expect(await ann.ok({ type: 'join', room })).toMatchObject({ room });
});
