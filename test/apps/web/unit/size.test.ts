import { describe, expect, test } from 'vitest';
import { remainingSpace } from '../../../../apps/web/src/text/measure.js';

const limits = { characters: 10, bytes: 20 };

describe('the room that is left', () => {
  test('counts characters as people do not: by code points', () => {
    expect(remainingSpace('a😀', { characters: 10, bytes: 1_000 }).left).toBe(8);
  });

  test('is said only when little is left', () => {
    expect(remainingSpace('1234567', limits).near).toBe(false);
    expect(remainingSpace('12345678', limits).near).toBe(true);
  });

  test('is below zero when the text is too long', () => {
    expect(remainingSpace('123456789012', limits).left).toBe(-2);
  });

  test('is used up by bytes as well', () => {
    expect(remainingSpace('щщщщщщщщщщ', limits).left).toBe(0);
    expect(remainingSpace('天天天天天天天', limits).left).toBeLessThan(0);
  });
});
