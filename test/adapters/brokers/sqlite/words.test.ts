import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadDriver } from '../../../../adapters/brokers/sqlite/driver.js';
import { openLog } from '../../../../adapters/brokers/sqlite/schema.js';
import { indexText, matchText } from '../../../../adapters/brokers/sqlite/words.js';

describe('the text that is indexed', () => {
  test.each([
    ['Hello, World!', 'hello, world!'],
    ['Ёж и ёлка', 'еж и елка'],
    ['Ёж и ёлка…', 'еж и елка...'],
    ['Е\u0308ж', 'еж'],
    ['ＡＢ①', 'ab1'],
    ['天气很好', ' 天气 气很 很好 好 '],
    ['天', ' 天 '],
    ['版本2好', ' 版本 本 2 好 '],
    ['東京タワー', ' 東京 京タ タワ ワー ー '],
    ['天气, 好。', ' 天气 气   好  '],
    ['𠮷野家', ' 𠮷野 野家 家 '],
    ['a\ue000\u{f0000}b', 'a b'],
    ['so — so', 'so so'],
    ['🙂 … —', ' '],
  ])('of %j is %j', (text, indexed) => {
    expect(indexText(text)).toBe(indexed);
  });
});

describe('the expression that finds', () => {
  test.each([
    ['red Tea', '"red" AND "tea"'],
    ['气很好', '"气很 很好"'],
    ['好', '"好" *'],
    ['a" OR b*', '"a" AND "or" AND "b"'],
    ['NEAR(x, 5)', '"near" AND "x" AND "5"'],
    ['body: ^x', '"body" AND "x"'],
  ])('%j is %j', (text, expression) => {
    expect(matchText(text)).toBe(expression);
  });

  test.each(['', ' ', '"*"', '🙂', '\u0301'])('%j is none', (text) => {
    expect(matchText(text)).toBeUndefined();
  });
});

describe('any text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('天', '气', 'タ', 'a', 'ё', '2', '"', '*', ' ', '(', ')', '-', '\0') }),
  );

  test('is an expression that the database understands', () => {
    const { database } = openLog(':memory:', 'an-epoch');
    onTestFinished(() => void database.close());
    // Numbers are bound as reals, by which FTS5 may not look a row up.
    const find = database.prepare('SELECT rowid FROM words WHERE words MATCH ?');
    fc.assert(
      fc.property(texts, (text) => {
        const expression = matchText(text);
        if (expression !== undefined) find.all(expression);
      }),
    );
  });

  test('that has words finds itself', () => {
    const Driver = loadDriver();
    const database = new Driver(':memory:');
    onTestFinished(() => void database.close());
    database.exec(`CREATE VIRTUAL TABLE words USING fts5 (body, tokenize = "unicode61 remove_diacritics 2")`);
    const add = database.prepare('INSERT INTO words (rowid, body) VALUES (?, ?)');
    // Numbers are bound as reals, by which FTS5 may not look a row up.
    const find = database.prepare('SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?2');
    let row = 0;
    const characters = '天气ターéaЁ2"* -हिଅﬀ⭍🙂\ue000\u0323\u302a\u{33c7a}\u0378';
    const letters = fc.constantFrom(...characters);
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 1 }), (text) => {
        const expression = matchText(text);
        if (expression === undefined) return;
        row++;
        add.run(row, indexText(text));
        expect(find.all(expression, row)).toHaveLength(1);
      }),
      { numRuns: 1_000 },
    );
  });
});
