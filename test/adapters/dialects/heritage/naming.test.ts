import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText, shortenNick, toNick } from '../../../../adapters/dialects/heritage/naming.js';
import { limitsWith } from '../../../../core/index.js';
import { nickName } from '../../../../core/message/names.js';
import { messageText } from '../../../../core/message/text.js';

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom(...' \t\n\r#@/:*：\u0007\u202e\u200b\ufeff王é🙂'), fc.string()),
});
const wellFormed = fc.string({ unit: fc.constantFrom(...' \n\r\t\u0007\u0085王é🙂ab') });

describe('a nick made of a name', () => {
  test.each([
    ['Иван', 'Иван'],
    ['  Anna  Maria ', 'Anna_Maria'],
    ['王\u3000小明', '王_小明'],
    ['#@/:ann', 'ann'],
    ['***', ''],
    ['*ann*', 'ann'],
    ['-- ann!', 'ann'],
    ['ann: bob', 'ann__bob'],
    ['an\u034fn\ufe0f', 'ann'],
    ['аnn', ''],
    ['：', ''],
    ['a\u202eb\u200bc\u0000d', 'a_b_c_d'],
    ['e\u0301', 'é'],
    ['[服务器]', '服务器'],
    ['', ''],
  ])('%j is %j', (name, nick) => expect(toNick(name)).toBe(nick));

  test('is a nick, shortened to what fits, whatever the name was, or there is nothing left', () => {
    const limits = limitsWith();
    fc.assert(
      fc.property(anyText, (name) => {
        const nick = shortenNick(toNick(name), limits.nickCharacters, limits.nickBytes);
        if (nick !== '') expect(nickName(nick, limits)).toBe(nick.normalize('NFC'));
      }),
    );
  });
});

describe('the beginning of a name', () => {
  test.each([
    ['张三李四', 3, 100, '张三李'],
    ['张三李四', 9, 7, '张三'],
    ['👋🙂', 2, 7, '👋'],
    ['ann-lee', 4, 100, 'ann'],
    ['ann', 32, 96, 'ann'],
    ['张', 1, 2, ''],
  ])('of %s in %d characters and %d bytes is %j', (name, characters, bytes, short) =>
    expect(shortenNick(name, characters, bytes)).toBe(short),
  );
});

describe('a text for those who read it as text', () => {
  test.each([
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\tb', 'a\tb'],
    ['a\u0000b\u001b[2Jc\u007fd\u0085e', 'ab[2Jcde'],
    ['hi  \n\n', 'hi'],
    ['  hi', '  hi'],
    ['\u0007', ''],
  ])('%j is %j', (text, plain) => expect(plainText(text)).toBe(plain));

  test('passes as a message whatever it was, unless nothing is left', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const plain = plainText(text);
        if (plain.trim() !== '') expect(messageText(plain, limitsWith())).toBe(plain.normalize('NFC'));
      }),
    );
  });
});
