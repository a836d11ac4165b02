import { expect, test } from 'vitest';
import type { MessageEvent } from '../../../client/index.js';
import { createShown } from '../../../client/machine/shown.js';
import { message } from '../support/frames.js';

const of = (epoch: string, key?: string, id = 'u-bob') =>
  message(1, { epoch, key, from: { id, nick: 'x' } }) as unknown as MessageEvent;

test('a message without a key is new in every epoch', () => {
  const shown = createShown();
  expect([shown.isNew(of('e1')), shown.isNew(of('e2'))]).toEqual([true, true]);
});

test('a key is known again in another epoch', () => {
  const shown = createShown();
  expect([shown.isNew(of('e1', 'k')), shown.isNew(of('e2', 'k')), shown.isNew(of('e3', 'k'))]).toEqual([
    true,
    false,
    false,
  ]);
});

test('an author whose id ends as another’s key begins is told apart', () => {
  const shown = createShown();
  shown.isNew(of('e1', 'bc', 'a'));
  expect(shown.isNew(of('e2', 'c', 'ab'))).toBe(true);
});

test('the last thousand keys are remembered, and no more', () => {
  const shown = createShown();
  for (let n = 0; n <= 1_000; n++) shown.isNew(of('e1', `k${n}`));
  expect(shown.isNew(of('e2', 'k1'))).toBe(false);
  expect(shown.isNew(of('e2', 'k0'))).toBe(true);
});
