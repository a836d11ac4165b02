import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRoles } from '../../../../../apps/web/src/ui/members/roles.js';

test('reads owner and moderators by user id', () => {
  const reply = { owner: { id: 'u1', nick: 'ann' }, moderators: [{ id: 'u2', nick: 'bob' }] };
  expect([...parseRoles(reply)]).toEqual([
    ['u2', 'moderator'],
    ['u1', 'owner'],
  ]);
});

test('prefers owner over moderator', () => {
  expect(parseRoles({ owner: { id: 'u1' }, moderators: [{ id: 'u1' }] }).get('u1')).toBe('owner');
});

test('reads no roles from a malformed reply', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (owner, moderators) => {
      expect(parseRoles({ owner, moderators }).size).toBe(0);
    }),
  );
});
