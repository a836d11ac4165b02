import { describe, expect, test } from 'vitest';
import { type HistoryOptions, history } from '../../../plugins/history/index.js';

describe('nonsense is a TypeError', () => {
  test.each<[string, unknown]>([
    ['an unknown option', { kep: {} }],
    ['options that are none', null],
    ['fewer than no lines on entry', { entry: -1 }],
    ['too many lines on entry', { entry: 101 }],
    ['half a line on entry', { entry: 0.5 }],
    ['a rule that is none', { keep: 5 }],
    ['an unknown rule', { keep: { weeks: 1 } }],
    ['no days', { keep: { days: 0 } }],
    ['days without an end', { keep: { days: Number.POSITIVE_INFINITY } }],
    ['no entries', { keep: { entries: 0 } }],
    ['half an entry', { keep: { entries: 1.5 } }],
    ['a rule of a room that is none', { rooms: { lobby: 5 } }],
    ['a name that no room can have', { rooms: { 'a b': {} } }],
    ['a time that is too short', { everyMs: 999 }],
    ['operators that are no function', { operators: ['ann'] }],
  ])('%s', (_, options) => {
    expect(() => history(options as HistoryOptions)).toThrow(TypeError);
  });
});

test('no options are needed', () => {
  expect(history().name).toBe('history');
});
