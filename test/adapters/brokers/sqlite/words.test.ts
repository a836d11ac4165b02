import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadDriver } from '../../../../adapters/brokers/sqlite/file/driver.js';
import { openLog } from '../../../../adapters/brokers/sqlite/file/schema.js';
import { indexText, matchText } from '../../../../adapters/brokers/sqlite/log/tokenizer.js';
import { isFound, searchTerms } from '../../../../core/index.js';

/** Between a form and an ending, before an emoji, and before a form that its word does not begin with. */
const [ENDING, EMOJI, FORM] = ['\ue000', '\ue001', '\ue002'];

describe('the text that is indexed', () => {
  test.each([
    ['Hello, World!', 'hello world'],
    ['Tea runs', `tea run${ENDING}s`],
    ['running, happy, hoping', `run${ENDING}ning happi${ENDING}y hope${ENDING}ing`],
    ['dying skies', `dying skies ${FORM}die ${FORM}sky`],
    ['Серверов', `сервер${ENDING}ов`],
    ['Ёж и ёлка…', `еж и елк${ENDING}а`],
    ['Е\u0308ж', 'еж'],
    ['За\u0301мок', 'замок'],
    ['Café, Ｃａｆｅ́', 'cafe cafe'],
    ['ＡＢ①', 'ab1'],
    ['서버가', `서버${ENDING}가`],
    ['天气很好', '天气 气很 很好 好'],
    ['天', '天'],
    ['版本2好', '版本 本 2 好'],
    ['東京タワー', '東京 京タ タワ ワー ー'],
    ['天气, 好。', '天气 气 好'],
    ['𠮷野家', '𠮷野 野家 家'],
    ['a\ue000\u{f0000}b', 'a b'],
    ['so — so', 'so so'],
    ['🎉 … —', `${EMOJI}1f389`],
    ['👍🏽❤️', `${EMOJI}1f44d${ENDING}1f44dx1f3fd ${EMOJI}2764`],
    ['👨‍👩‍👧🇩🇪', `${EMOJI}1f468x200dx1f469x200dx1f467 ${EMOJI}1f1e9x1f1ea`],
    ['1️⃣', `${EMOJI}31x20e3`],
  ])('of %j is %j', (text, indexed) => {
    expect(indexText(text)).toBe(indexed);
  });
});

describe('the expression that finds', () => {
  const at = ENDING;
  test.each([
    ['at', `("at" OR ("at" OR "at${at}" *) OR "${FORM}at")`],
    ['Tea', `("tea" * OR "t${at}ea" * OR "te${at}a" * OR "${FORM}tea")`],
    [
      'runs',
      `("runs" * OR ("run" OR "run${at}" *) OR "r${at}uns" * OR "ru${at}ns" * OR "run${at}s" * OR "${FORM}run")`,
    ],
    ['102 at', `("102" OR ("102" OR "102${at}" *) OR "${FORM}102") AND ("at" OR ("at" OR "at${at}" *) OR "${FORM}at")`],
    ['气很好', '"气很 很好"'],
    ['好', '"好" *'],
    ['🎉', `("${EMOJI}1f389" OR "${EMOJI}1f389${at}" *)`],
    ['👍🏽', `"${EMOJI}1f44d${at}1f44dx1f3fd"`],
    ['"Red tea"', '"red tea"'],
    ['“red tea”', '"red tea"'],
    ['«red tea»', '"red tea"'],
    ['"he runs"', `("he run${at}s" OR "he runs")`],
    ['"新 版本"', '"新 版本"'],
    ['"build 版"', '"build 版" *'],
    ['*"OR"^', '"or"'],
  ])('%j is %j', (text, expression) => {
    expect(matchText(text)).toBe(expression);
  });

  test.each(['', ' ', '"*"', '""', '\u0301', '— …'])('%j is none', (text) => {
    expect(matchText(text)).toBeUndefined();
  });
});

describe('any text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({
      unit: fc.constantFrom('天', '气', 'タ', 'a', 'ё', '2', '"', '*', ' ', '(', ')', '-', '\0', '👍', '🏽', '\u200d'),
    }),
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
    const characters = '天气ターéaЁ2"* -हिଅﬀ⭍🙂🏽“”서가\ue000\u0323\u302a\u{33c7a}\u0378';
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

  test('is found by the database exactly where it is found by reading it', () => {
    const Driver = loadDriver();
    const database = new Driver(':memory:');
    onTestFinished(() => void database.close());
    database.exec(`CREATE VIRTUAL TABLE words USING fts5 (body, tokenize = "unicode61 remove_diacritics 2")`);
    const add = database.prepare('INSERT INTO words (rowid, body) VALUES (?, ?)');
    const find = database.prepare('SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?2');
    const words = [
      'run',
      'runs',
      'running',
      'runner',
      'reply',
      'replying',
      'replyi',
      'hop',
      'hopi',
      'hoping',
      'dying',
      'café',
      'сервер',
      'Серверов',
      'сер',
      '서버',
      '서버가',
      '서버는',
    ];
    const others = [
      '天气',
      '今天天气很好',
      '好',
      '气',
      '👍',
      '👍🏽',
      '👍🏿',
      '👨‍👩‍👧',
      '👨',
      '2',
      '20',
      'v2',
      'версия2好',
    ];
    const unit = fc.constantFrom(...words, ...others);
    const texts = fc.array(unit, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '));
    const glued = fc.array(unit, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    const phrases = fc.array(unit, { minLength: 1, maxLength: 3 }).map((parts) => `"${parts.join(' ')}"`);
    let row = 0;
    let found = 0;
    fc.assert(
      fc.property(fc.oneof(texts, glued), fc.oneof(unit, glued, phrases), (text, query) => {
        row++;
        add.run(row, indexText(text));
        const isThere = find.all(matchText(query) ?? '', row).length === 1;
        if (isThere) found++;
        expect(isFound(text, searchTerms(query))).toBe(isThere);
      }),
      { numRuns: 3_000 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
