import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanName, cleanType } from '../../../../plugins/file-transfer/file-store/index.js';

describe('a name', () => {
  test.each([
    ['cat.png', 'cat.png'],
    ['Отчёт за май.pdf', 'Отчёт за май.pdf'],
    ['猫.jpeg', '猫.jpeg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ann\\cat.png', 'cat.png'],
    ['a/b\\c.txt', 'c.txt'],
    ['folder/', 'folder'],
    ['/', 'file'],
    ['', 'file'],
    ['.', 'file'],
    ['..', 'file'],
    ['.. .', 'file'],
    ['.bashrc', 'bashrc'],
    ['  . cat.png', 'cat.png'],
    ['cat.png . ', 'cat.png'],
    ['a\u0000b\u001b[31m.txt', 'ab[31m.txt'],
    ['two\r\nlines.txt', 'two lines.txt'],
    ['gpj.\u202eexe.png', 'gpj.exe.png'],
    ['\ufeffzero\u200bwidth\u2066.txt', 'zerowidth.txt'],
    ['cafe\u0301.txt', 'café.txt'],
    ['\u0301mark.txt', 'mark.txt'],
    ['\ud800half.txt', 'half.txt'],
    ['a\u00a0b\u3000c.txt', 'a b c.txt'],
    ['a<b>c:d"e|f?g*h.txt', 'a_b_c_d_e_f_g_h.txt'],
    ['con', '_con'],
    ['CON.txt', '_CON.txt'],
    ['nul .tar.gz', '_nul .tar.gz'],
    ['COM1', '_COM1'],
    ['lpt¹.log', '_lpt¹.log'],
    ['console.log', 'console.log'],
    ['com10', 'com10'],
    ['.con', '_con'],
  ])('%j becomes %j', (name, cleaned) => {
    expect(cleanName(name)).toBe(cleaned);
  });

  test('that is too long keeps its extension', () => {
    expect(cleanName(`${'a'.repeat(300)}.tar.gz`)).toBe(`${'a'.repeat(252)}.gz`);
    expect(cleanName('a'.repeat(300))).toBe('a'.repeat(255));
    expect(cleanName(`a.${'b'.repeat(300)}`)).toBe(`a.${'b'.repeat(253)}`);
  });

  test('that is too long is cut between characters', () => {
    expect(cleanName(`${'ж'.repeat(200)}.txt`)).toBe(`${'ж'.repeat(125)}.txt`);
    expect(cleanName(`a${'👍🏽'.repeat(50)}.png`)).toBe(`a${'👍🏽'.repeat(31)}.png`);
    expect(cleanName(`${'e\u0332'.repeat(100)}`)).toBe('e\u0332'.repeat(85));
  });

  test('that has nothing but one endless character loses it', () => {
    expect(cleanName(`a${'\u0332'.repeat(300)}.png`)).toBe('file.png');
  });

  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('con', 'nul.', 'COM1', '.', '..', ' ', '/', '\\', '\u202e', '\u0301', '\ud83d', '\u200d', ':'),
    fc.nat(400).map((length) => 'ж'.repeat(length)),
  );
  const names = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

  test('of any kind comes out fit to be shown and to be saved anywhere', () => {
    fc.assert(
      fc.property(names, (name) => {
        const clean = cleanName(name);
        expect(Buffer.byteLength(clean)).toBeGreaterThan(0);
        expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(255);
        expect(clean).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(clean).not.toMatch(/^[. ]|[. ]$/);
        expect(clean).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/i);
        expect(clean).toBe(clean.normalize('NFC'));
        expect(Buffer.from(clean).toString()).toBe(clean);
      }),
      { numRuns: 2000 },
    );
  });

  test('that is clean stays as it is', () => {
    fc.assert(
      fc.property(names, (name) => {
        const clean = cleanName(name);
        expect(cleanName(clean)).toBe(clean);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a type', () => {
  test.each([
    ['image/png', 'image/png'],
    [' Text/HTML; charset=utf-8', 'text/html'],
    ['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.text'],
    ['', 'application/octet-stream'],
    ['image', 'application/octet-stream'],
    ['image/', 'application/octet-stream'],
    ['a/b\r\nSet-Cookie: x', 'application/octet-stream'],
    ['a/b/c', 'application/octet-stream'],
    [`a/${'b'.repeat(65)}`, 'application/octet-stream'],
  ])('%j becomes %j', (type, cleaned) => {
    expect(cleanType(type)).toBe(cleaned);
  });

  test('that is clean stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (type) => {
        expect(cleanType(cleanType(type))).toBe(cleanType(type));
      }),
    );
  });
});
