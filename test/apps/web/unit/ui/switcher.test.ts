import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchScore } from '../../../../../apps/web/src/ui/switcher/choices.js';

test.each([
  ['lobby', 'lobby', 4],
  ['Lobby', 'LOB', 3],
  ['dev-chat', 'chat', 2],
  ['lobby', 'bb', 1],
  ['lobby', 'lby', 0.5],
  ['lobby', 'by l', 0],
  ['lobby', '', 1],
])('%s matches %j with score %d', (name, typed, fit) => {
  expect(matchScore(name, typed)).toBe(fit);
});

test('scattered letters do not match a command', () => {
  expect(matchScore('Settings', 'stg', false)).toBe(0);
});

test('a name matches itself best', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, typed) => {
      fc.pre(name.trim() === name && name !== '');
      expect(matchScore(name, name)).toBeGreaterThanOrEqual(matchScore(name, typed));
    }),
  );
});
