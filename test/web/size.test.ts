import { describe, expect, test } from 'vitest';
import { roomIn } from '../../apps/web/src/text/size.js';

const limits = { characters: 10, bytes: 20 };

describe('the room that is left', () => {
  test('counts characters as people do not: by code points', () => {
    expect(roomIn('a😀', { characters: 10, bytes: 1_000 }).left).toBe(8);
  });

  test('is said only when little is left', () => {
    expect(roomIn('1234567', limits).near).toBe(false);
    expect(roomIn('12345678', limits).near).toBe(true);
  });

  test('is below zero when the text is too long', () => {
    expect(roomIn('123456789012', limits).left).toBe(-2);
  });

  test('is used up by bytes as well', () => {
    expect(roomIn('щщщщщщщщщщ', limits).left).toBe(0);
    expect(roomIn('天天天天天天天', limits).left).toBeLessThan(0);
  });
});
