import { expect, test } from 'vitest';
import { createPendingAnswers } from '../../../../../adapters/dialects/heritage/files/queue.js';

test('an answer is to the first that is owed of its kind, and what was owed before that is not owed any more', () => {
  const owed = createPendingAnswers();
  for (const what of ['header', 'chunk', 'header', 'chunk'] as const) owed.add(what);
  expect(owed.take('chunk')).toBe(true);
  expect(owed.take('chunk')).toBe(true);
  expect([owed.take('header'), owed.has('chunk')]).toEqual([false, false]);
});

test('an answer of a kind that is not owed leaves the others as they are', () => {
  const owed = createPendingAnswers();
  owed.add('header');
  expect([owed.take('chunk'), owed.has('header')]).toEqual([false, true]);
});

test('of a client that answers nothing the oldest are forgotten', () => {
  const owed = createPendingAnswers();
  owed.add('chunk');
  for (let count = 1; count < 256; count++) owed.add('header');
  expect(owed.has('chunk')).toBe(true);
  owed.add('header');
  expect(owed.has('chunk')).toBe(false);
});

test('nothing is owed once all is forgotten', () => {
  const owed = createPendingAnswers();
  owed.add('chunk');
  owed.clear();
  expect(owed.take('chunk')).toBe(false);
});
