import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ChatError, type ErrorCode, errors, type LimitName, limitsWith, limitTable } from '../../core/index.js';

const root = new URL('../../', import.meta.url);

function sources(folder: string): readonly string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(new URL(`${folder}/${path}`, root), 'utf8'));
}

const codes = Object.keys(errors) as ErrorCode[];
const limits = Object.keys(limitTable) as LimitName[];

describe('the table of errors', () => {
  test('is sorted', () => {
    expect(codes).toEqual([...codes].sort());
  });

  test('has every code that the core and the adapters use, and none besides', () => {
    const used = new Set<string>();
    for (const text of [...sources('core'), ...sources('adapters')]) {
      const table = text.includes('export const errors = {');
      for (const [, code] of text.matchAll(/'(CHAT_[A-Z_]+)'/g)) if (code !== undefined && !table) used.add(code);
      for (const [, code] of text.matchAll(/errors\.(CHAT_[A-Z_]+)/g)) if (code !== undefined) used.add(code);
    }
    expect([...used].sort()).toEqual(codes);
  });

  test.each(codes)('%s says what happened, as a sentence', (code) => {
    expect(code).toMatch(/^CHAT(_[A-Z]+)+$/);
    expect(errors[code].text).toMatch(/^[A-Z].*\.$/);
  });

  test('gives an error its text, unless something more precise is said', () => {
    expect(new ChatError('CHAT_ROOM_FULL').message).toBe(errors.CHAT_ROOM_FULL.text);
    const cause = new Error('why');
    const error = new ChatError('CHAT_ROOM_FULL', 'Full.', { details: { limit: 3 }, cause });
    expect(error).toMatchObject({
      name: 'ChatError',
      code: 'CHAT_ROOM_FULL',
      message: 'Full.',
      details: { limit: 3 },
      cause,
    });
  });
});

describe('the table of limits', () => {
  test.each(limits)('%s has a default, a unit and a sentence', (name) => {
    const { default: value, unit, text } = limitTable[name];
    expect(limitsWith({ [name]: value })[name]).toBe(value);
    expect(['bytes', 'characters', 'count', 'ms']).toContain(unit);
    expect(text).toMatch(/^[A-Z].*\.$/);
  });

  test('is in force as it is where nothing is changed', () => {
    expect(limitsWith()).toEqual(Object.fromEntries(limits.map((name) => [name, limitTable[name].default])));
  });

  test('can be changed limit by limit', () => {
    expect(limitsWith({ rooms: 7 })).toEqual({ ...limitsWith(), rooms: 7 });
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('does not take %s', (value) => {
    expect(() => limitsWith({ rooms: value })).toThrow(TypeError);
  });

  test('does not take a text for a number', () => {
    expect(() => limitsWith({ rooms: '5' as unknown as number })).toThrow('The limit rooms must be a whole number');
  });

  test.each(['nonsense', 'toString', '__proto__x'])('has no limit named %s', (name) => {
    expect(() => limitsWith({ [name]: 1 })).toThrow(`There is no limit named ${name}.`);
  });
});
