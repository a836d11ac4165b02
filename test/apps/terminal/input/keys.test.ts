import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyReader } from '../../../../apps/terminal/input/keys.js';
import { controlText } from '../support/any-text.js';

const read = (...pieces: readonly string[]) => {
  const reader = createKeyReader();
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.settle()];
};

describe('what a terminal sends', () => {
  test('is text as it was typed', () => {
    expect(read('hé早🍵')).toEqual([{ text: 'hé早🍵' }]);
  });

  test.each([
    ['\r', 'enter'],
    ['\n', 'newline'],
    ['\u001b\r', 'newline'],
    ['\t', 'tab'],
    ['\u007f', 'backspace'],
    ['\u001b[A', 'up'],
    ['\u001bOB', 'down'],
    ['\u001b[5~', 'pageUp'],
    ['\u001b[1;5C', 'wordRight'],
    ['\u001b1', 'alt-1'],
    ['\u0001', 'ctrl-a'],
    ['\u0003', 'ctrl-c'],
    ['\u001b', 'escape'],
  ])('%j is the key %s', (sequence, key) => {
    expect(read(sequence)).toEqual([{ key }]);
  });

  test('is put together where it was cut', () => {
    expect(read('a\u001b', '[', '5~b')).toEqual([{ text: 'a' }, { key: 'pageUp' }, { text: 'b' }]);
  });

  test('is one text between the brackets of a paste, with its line breaks and without keys', () => {
    expect(read('\u001b[200~one\rtwo\u001b[', 'Athree\u001b[201~', '\r')).toEqual([
      { text: 'one\ntwo[Athree' },
      { key: 'enter' },
    ]);
  });

  test('is no key where it is a sequence that nobody knows', () => {
    expect(read('\u001b[99;99~x')).toEqual([{ text: 'x' }]);
  });

  test('never puts a control character into the text, and never waits for ever', () => {
    fc.assert(
      fc.property(fc.array(controlText()), (pieces) => {
        const keys = read(...pieces, '\u001b[201~', 'end');
        const texts = keys.map((key) => ('text' in key ? key.text : ''));
        expect(texts.join('')).not.toMatch(/(?!\n)\p{Cc}/u);
      }),
    );
  });
});
