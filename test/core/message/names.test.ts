import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Limits, limitsWith } from '../../../core/index.js';
import { fold } from '../../../core/message/fold.js';
import { freeName, nickName, roomName } from '../../../core/message/names.js';
import { fits, utf8Length } from '../../../core/message/utf8.js';

const limits = limitsWith();
const texts = fc.string({ unit: 'binary', maxLength: 20 });

function taken(name: (text: string, limits: Limits) => string, text: string): string | undefined {
  try {
    return name(text, limits);
  } catch {
    return undefined;
  }
}

describe('fold', () => {
  test.each([
    ['Ann', 'ann'],
    ['ａｎｎ', 'ann'],
    ['STRASSE', 'straße'],
    ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
    ['Привет', 'ПРИВЕТ'],
    ['ﬁn', 'FIN'],
    ['e\u0301', 'É'],
  ])('takes %j and %j for the same', (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  test('takes different names for different', () => {
    expect(new Set(['ann', 'anna', 'аnn2', 'bob', '你好'].map(fold)).size).toBe(5);
  });
});

describe('a name', () => {
  test('of a room, once folded, is its own fold', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const name = taken(roomName, text);
        if (name !== undefined) expect(taken(roomName, name)).toBe(name);
      }),
      { seed: 2, numRuns: 5_000 },
    );
  });

  test('that was taken is taken again, unchanged', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const nick = taken(nickName, text);
        if (nick !== undefined) expect(taken(nickName, nick)).toBe(nick);
      }),
      { seed: 3, numRuns: 5_000 },
    );
  });

  test('never has white space or what cannot be seen', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const name of [taken(nickName, text), taken(roomName, text)]) {
          expect(name ?? 'x').toMatch(/^[^\p{C}\p{Z}]+$/u);
        }
      }),
      { seed: 4, numRuns: 5_000 },
    );
  });
});

describe('a free name', () => {
  test('is allowed, free and within the limits, however many are taken', () => {
    const few = limitsWith({ nickCharacters: 4, nickBytes: 6 });
    const used = new Set(['я2', 'яя']);
    for (let round = 0; round < 150; round++) {
      const name = freeName('яяяя', (candidate) => !used.has(candidate), few);
      expect(nickName(name, few)).toBe(name);
      used.add(name);
    }
    expect(used.size).toBe(152);
  });
});

describe('the length of a text in UTF-8', () => {
  test('is what an encoder makes of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }), (text) => {
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
      }),
      { seed: 5, numRuns: 2_000 },
    );
  });

  test('decides together with the number of characters whether it fits', () => {
    fc.assert(
      fc.property(texts, fc.nat(20), fc.nat(60), (text, characters, bytes) => {
        const expected = [...text].length <= characters && new TextEncoder().encode(text).length <= bytes;
        expect(fits(text, characters, bytes)).toBe(expected);
      }),
      { seed: 6, numRuns: 5_000 },
    );
  });
});
