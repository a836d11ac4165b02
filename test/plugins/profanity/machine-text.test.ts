import { describe, expect, test } from 'vitest';
import { machineTexts, seeded } from '../../../bench/profanity/machine.js';
import { defaultFilter, mask } from '../../../plugins/profanity/index.js';

const filter = defaultFilter();
/** None of 6,000 is under 0.05 % with 95 % confidence; so is one of 10,000. */
const SAMPLES = 6_000;
const LONG_SAMPLES = 1_500;

describe('random machine text passes unchanged in more than 99.95 % of cases', () => {
  test.each(Object.entries(machineTexts))('%s', (kind, make) => {
    const random = seeded([...kind].reduce((seed, character) => seed * 31 + character.charCodeAt(0), 7));
    const samples = kind.startsWith('base64') ? LONG_SAMPLES : SAMPLES;
    const found = Array.from({ length: samples }, () => make(random)).filter((text) => filter.find(text).length > 0);
    expect(found.length / samples, found.slice(0, 5).join('\n')).toBeLessThan(0.0005);
  });

  test('every duration from 1s to 9999s and from 0.0s to 99.9s', () => {
    const whole = Array.from({ length: 9_999 }, (_, at) => `retry in ${at + 1}s`);
    const tenths = Array.from({ length: 1_000 }, (_, at) => `finished in ${(at / 10).toFixed(1)}s`);
    expect([...whole, ...tenths].filter((text) => filter.find(text).length > 0)).toEqual([]);
  });
});

describe('what is innocent stays as it is', () => {
  test.each([
    'Build #118 finished in 4.5s',
    'keepalive_timeout 45s;',
    'Galaxy A55 5G is out',
    '2026-12-07T00:03:41.545Z',
    'fe80::a55:1 is up',
    'color: #fa9;',
    'AS5511 is Orange',
    'error E841',
    'ff:a9:27:2a:55:e2',
    'npm i @fck/ui',
    'subtitles.ass',
    'WTF-8',
    'Flask-WTF',
    'FUK airport',
    'NRT-FUK',
    'A55.pdf',
    'f*g and c*m and x*y*e',
    'оскорблять, застрахуй, употреблять, страхуют, команда',
    '迷宫里去死胡同',
    '死胡同',
    '喝牛奶子',
    '我操场',
    '放屁股',
    '门口交接',
  ])('%s', (text) => {
    expect(filter.find(text)).toEqual([]);
  });

  test.each(['A55.pdf', 'report-45s.txt', 'invoice_4.5s.csv', 'subtitles.ass', 'Flask-WTF'])(
    'as a name: %s',
    (name) => {
      expect(filter.find(name, 'name')).toEqual([]);
    },
  );
});

describe('what is found all the same', () => {
  const masked = (text: string) => mask(text, filter.find(text));

  test.each([
    ['letters apart', 'f u c k', '*******'],
    ['dots between', 'f.u.c.k', '*******'],
    ['a digit for a letter', 'sh1t', '****'],
    ['signs for letters', 'a$$hole', '*******'],
    ['three letters with signs', 'kiss my @ss', 'kiss my ***'],
    ['digits behind', 'shit123', '****123'],
    ['among hexadecimal digits', 'a1b2c3fuck4d5e6f7a', 'a1b2c3****4d5e6f7a'],
    ['in something like a UUID', '00001111-fuck-00001111', '00001111-****-00001111'],
    ['in a name of a file', 'shit.pdf', '****.pdf'],
  ])('%s', (_, text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  test.each([
    ['a link', 'http://x.example/fuck'],
    ['code', 'run `fuck --help`'],
    ['a block of code', '```\nfuck\n```'],
  ])('in %s, which the mask leaves as it is', (_, text) => {
    expect(filter.find(text)).toMatchObject([{ literal: true }]);
    expect(masked(text)).toBe(text);
  });

  test('text beside a link or code is masked', () => {
    expect(masked('fuck http://x.example/fuck `fuck` fuck')).toBe('**** http://x.example/fuck `fuck` ****');
  });
});
