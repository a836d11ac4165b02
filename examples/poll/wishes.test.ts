import fc from 'fast-check';
import { ChatError } from 'partyline';
import { describe, expect, test } from 'vitest';
import { pollLimits } from './limits.js';
import { shownMs, wordsOf } from './lines.js';
import { openWish, typedMs, typedPoll, typedVote } from './wishes.js';

const limits = pollLimits();

describe('what is typed', () => {
  test.each([
    ['Tea or coffee? | tea | coffee | 5m', { question: 'Tea or coffee?', options: ['tea', 'coffee'], ms: 300_000 }],
    ['Tea?|yes|no', { question: 'Tea?', options: ['yes', 'no'] }],
    ['How long? | 5m | 10m', { question: 'How long?', options: ['5m', '10m'] }],
    ['How long? | 5m | 10m | 1h', { question: 'How long?', options: ['5m', '10m'], ms: 3_600_000 }],
    ['Tea?', { question: 'Tea?', options: [] }],
  ])('as a poll: %s', (typed, fields) => {
    expect(typedPoll(typed)).toEqual(fields);
  });

  test.each([
    ['2', { choice: 2 }],
    ['7 2', { poll: 7, choice: 2 }],
    ['tea', { choice: 'tea' }],
    ['', { choice: '' }],
  ])('as a vote: %s', (typed, fields) => {
    expect(typedVote(typed)).toEqual(fields);
  });

  test.each([
    ['90s', 90_000],
    ['2H', 7_200_000],
    ['7d', 604_800_000],
    ['5', undefined],
    ['5 m', undefined],
    ['-5m', undefined],
  ])('as a time: %s', (typed, ms) => {
    expect(typedMs(typed)).toBe(ms);
  });

  test('is a wish within the limits, or is refused with a code', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('|', ' ', '\n', 'a', '5', 'm', '😀', '\u0000') }), (typed) => {
        try {
          const { question, options, ms } = openWish(typedPoll(typed), limits);
          expect(question).not.toContain('\n');
          expect(new Set(options).size).toBe(options.length);
          expect(ms).toBeGreaterThanOrEqual(limits.shortestMs);
        } catch (error) {
          if (!(error instanceof ChatError)) throw error;
          expect(error.code).toMatch(/^POLL_/);
        }
      }),
    );
  });
});

describe('the words of a message', () => {
  test('are what stands in its lines, without the numbers', () => {
    expect(wordsOf('WHY?\n1. A\n2. B\nTYPE', 2)).toEqual({ question: 'WHY?', options: ['A', 'B'] });
  });

  test('are numbers where lines are gone', () => {
    expect(wordsOf('', 2)).toEqual({ question: 'A poll', options: ['1', '2'] });
  });
});

describe('a time for people', () => {
  test.each([
    [0, '0 s'],
    [900, '1 s'],
    [59_000, '59 s'],
    [299_000, '5 min'],
    [7_200_000, '2 h'],
    [604_800_000, '7 d'],
  ])('%i ms: %s', (ms, text) => {
    expect(shownMs(ms)).toBe(text);
  });
});

describe('limits that make no sense', () => {
  test.each([{ options: 1 }, { voters: 0 }, { showMs: 1.5 }, { shortestMs: 10, longestMs: 5 }])('%j', (changes) => {
    expect(() => pollLimits(changes)).toThrow(TypeError);
  });
});
