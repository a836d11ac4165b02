import { describe, expect, test } from 'vitest';
import { type ProfanityOptions, profanity } from '../../../plugins/profanity/index.js';

describe('nonsense is a TypeError', () => {
  test.each<[string, unknown]>([
    ['an unknown mode', { mode: 'shout' }],
    ['an unknown mode of a room', { rooms: { kids: 'shout' } }],
    ['a name that no room can have', { rooms: { 'a b': 'mask' } }],
    ['an unknown language', { languages: ['tlh'] }],
    ['no language', { languages: [] }],
    ['words of an unknown language', { words: { tlh: { add: ['petaq'] } } }],
    ['an unknown change of words', { words: { en: { insert: ['zork'] } } }],
    ['words that are no list', { words: { en: { add: 'zork' } } }],
    ['a word that is not in the notation', { words: { en: { add: ['z[o'] } } }],
    ['a word to remove that is not there', { words: { en: { remove: ['zork'] } } }],
    ['moderators that are no function', { moderators: ['ann'] }],
    ['a bound of none', { holdMost: 0 }],
    ['a time that is too short', { holdMs: 1 }],
    ['an unknown option', { moed: 'mask' }],
  ])('%s', (_, options) => {
    expect(() => profanity(options as ProfanityOptions)).toThrow(TypeError);
  });
});

test('no options are needed', () => {
  expect(profanity().name).toBe('profanity');
});
