import { describe, expect, test } from 'vitest';
import { type ModerationOptions, moderation } from '../../../plugins/moderation/index.js';
import { openHouse } from './support/house.js';

describe('nonsense is a TypeError', () => {
  test.each<[string, unknown]>([
    ['operators that are no function', { operators: ['ann'] }],
    ['firstOwns that is no yes or no', { firstOwns: 'yes' }],
    ['public rooms that are no list', { publicRooms: 'lobby' }],
    ['a public room that cannot be', { publicRooms: ['a b'] }],
    ['somebody else who bans addresses', { addressBans: 'everybody' }],
    ['a log of nothing', { auditMost: 0 }],
    ['a log without a bound', { auditMost: Number.POSITIVE_INFINITY }],
    ['an absence that is too short', { awayMs: 1 }],
    ['an unknown option', { operator: () => true }],
  ])('%s', (_, options) => {
    expect(() => moderation(options as ModerationOptions)).toThrow(TypeError);
  });
});

test('no options are needed', () => {
  expect(moderation().name).toBe('moderation');
});

test('operators who cannot be told fail closed, and that is reported', async () => {
  const { world, comes } = await openHouse({
    operators() {
      throw new Error('no directory');
    },
  });
  const ann = await comes('ann');
  expect(await ann.refused({ type: 'join', room: 'dev' })).toBe('CHAT_PLUGIN_FAILED');
  expect(await ann.refused({ type: 'room.slow', room: 'dev', seconds: 1 })).toBe('CHAT_COMMAND_FAILED');
  expect(world.failures.map(({ plugin, what }) => `${plugin} ${what}`)).toEqual([
    'moderation join',
    'moderation room.slow',
  ]);
});
