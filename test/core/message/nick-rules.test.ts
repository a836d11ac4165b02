import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitsWith } from '../../../core/index.js';
import { nickName, roomName } from '../../../core/message/names.js';

const limits = limitsWith();
const refusal = (name: string) => expect.objectContaining({ code: 'CHAT_NAME_INVALID', message: `A nick ${name}.` });
const UNSEEN = 'has no spaces, no control characters and no characters that cannot be seen';
const BEGINS = 'begins with a letter, a digit, an emoji or _';
const ENDS = 'ends with a letter, a digit, an emoji or _';
const NOTHING = 'has at least one letter, digit or emoji';
const MIXED = 'does not mix letters of several scripts, such as Latin and Cyrillic';
const PILE = 'has at most two accents on one letter';

describe('a nick is', () => {
  test.each([
    'Ann',
    "o'neil",
    'jean-luc',
    'ann_b',
    '_ann',
    'ann_',
    'j.doe',
    'x2',
    '7',
    'ann|away',
    'Ann🎉',
    '🎉',
    '👩‍💻',
    '👍🏽',
    '🇩🇪',
    '1⃣',
    '李四',
    '王小明',
    '山田タロウ',
    'さくら',
    'Abe太郎',
    '김철수',
    'Kim김',
    'ㄅㄆ王',
    'محمد',
    'Ann-علي',
    'שלום',
    'अमित',
    'क्षितिज',
    'ज़ेंडर',
    'ปิ่น',
    'Nguyễn',
    'Việt',
    'Ệ',
    'Юля',
    'Ελένη',
    'İstanbul',
    'ЁЖ',
    'Żółw',
    'ᚱᚢᚾ',
    'გია',
    'Հայկ',
    '一一',
    'x²',
  ])('%s, kept as it is', (nick) => expect(nickName(nick, limits)).toBe(nick));

  test('shown without the selector that colours an emoji', () => {
    expect([nickName('Ann❤️', limits), nickName('❤️‍🔥', limits)]).toEqual(['Ann❤', '❤‍🔥']);
  });

  test.each([
    ['a variation selector', 'troll\ufe0f', UNSEEN],
    ['another variation selector', 'banme\ufe00', UNSEEN],
    ['a variation selector of the supplement', 'anna\u{e0100}', UNSEEN],
    ['a grapheme joiner', 'tro\u034fll', UNSEEN],
    ['a Mongolian variation selector', 'anna\u180b', UNSEEN],
    ['an inherent vowel of Khmer', 'anna\u17b4', UNSEEN],
    ['a Hangul filler', 'anna\u3164', UNSEEN],
    ['a filler of the first letters', 'anna\u115f', UNSEEN],
    ['a filler of the vowels', 'anna\u1160', UNSEEN],
    ['a half-width filler', 'anna\uffa0', UNSEEN],
    ['an empty Braille pattern', 'anna\u2800', UNSEEN],
    ['a null note head', 'anna\u{1d159}', UNSEEN],
    ['a Hangul filler alone', '\u3164', UNSEEN],
    ['a note head alone', '\u{1d159}', UNSEEN],
    ['a zero-width space', 'an\u200bna', UNSEEN],
    ['a joiner between letters', 'an\u200dna', UNSEEN],
    ['a joiner at its end', '👩\u200d', UNSEEN],
    ['a soft hyphen', 'an\u00adna', UNSEEN],
    ['an override of the direction', 'an\u202ena', UNSEEN],
    ['a tag', 'anna\u{e0061}', UNSEEN],
    ['a space', 'an na', UNSEEN],
    ['an accent alone', '\u0301', 'does not begin with an accent'],
    ['thirty accents', `a${'\u0301'.repeat(30)}`, PILE],
    ['three accents', 'q\u0301\u0302\u0303', PILE],
    ['Cyrillic letters among Latin ones', 'аnnа', MIXED],
    ['a Greek letter among Latin ones', 'annα', MIXED],
    ['Cyrillic at its beginning', 'рartyline', MIXED],
    ['Greek with Cyrillic', 'ανнα', MIXED],
    ['Cherokee with Latin', 'Ꭰnna', MIXED],
    ['a rune among Latin letters', 'ᚱuna', MIXED],
    ['dashes alone', '--', NOTHING],
    ['an exclamation mark alone', '!', NOTHING],
    ['an arrow', '-->', NOTHING],
    ['a smile of signs', ':)', 'does not begin with # @ / or :'],
    ['underscores alone', '__', NOTHING],
    ['brackets', '[op→victim]', BEGINS],
    ['a dash at its beginning', '-ann', BEGINS],
    ['a star at its beginning', '*ann', BEGINS],
    ['a letter that looks like an exclamation mark', 'ǃann', BEGINS],
    ['a heavy minus sign', '➖➖', BEGINS],
    ['a mark of Japanese that looks like a dash', 'ーー', BEGINS],
    ['a colon at its end', 'anna:', ENDS],
    ['a dot in the middle of the line at its end', 'anna·', ENDS],
    ['a full stop at its end', 'anna.', ENDS],
    ['a colon', 'anna:hi', 'has no colon'],
    ['a wide colon', 'anna：hi', 'has no colon'],
    ['a letter that looks like a colon', 'annaːhi', 'has no colon'],
    ['too many characters', 'x'.repeat(33), 'has 1 to 32 characters'],
  ])('not one with %s', (_what, nick, why) => expect(() => nickName(nick, limits)).toThrow(refusal(why)));

  test('never the beginning of a line of the server', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'-!*[]→#>: ab1_\u2800é🎉'), maxLength: 6 }), (text) => {
        let nick: string;
        try {
          nick = nickName(text, limits);
        } catch {
          return;
        }
        expect(`${nick}: hi`).not.toMatch(/^(?:-|!|\*|\[|#|>|\p{Z})/u);
        expect(nick).not.toContain(':');
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });
});

describe("a room's name is", () => {
  test.each([
    ['C++', 'c++'],
    ['.net', '.net'],
    ['#Lobby', 'lobby'],
    ['отдел-2', 'отдел-2'],
    ['❤️', '❤'],
  ])('%s, kept as %s', (name, kept) => expect(roomName(name, limits)).toBe(kept));

  test.each(['lob\u034fby', 'lobby\ufe0f', 'lobby\u2800', 'lоbby', '\u0301', '--', `a${'\u0301'.repeat(5)}`])(
    'not %j',
    (name) => expect(() => roomName(name, limits)).toThrow(expect.objectContaining({ code: 'CHAT_NAME_INVALID' })),
  );
});
