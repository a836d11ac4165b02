import { describe, expect, test } from 'vitest';
import { createEditor } from '../../../../apps/terminal/input/editor.js';

function written(text: string) {
  const editor = createEditor();
  editor.insert(text);
  return editor;
}

describe('the line that is written', () => {
  test('moves and deletes by characters as people count them', () => {
    const editor = written('a👨‍👩‍👧b');
    editor.left();
    editor.backspace();
    expect([editor.text, editor.cursor]).toEqual(['ab', 1]);
    editor.home();
    editor.remove();
    expect(editor.text).toBe('b');
  });

  test('kills a word, what is before and what is behind', () => {
    const editor = written('one two  three');
    editor.killWord();
    expect(editor.text).toBe('one two  ');
    editor.killWord();
    expect(editor.text).toBe('one ');
    editor.wordLeft();
    editor.killAfter();
    expect(editor.text).toBe('');
    editor.insert('more');
    editor.killBefore();
    expect(editor.text).toBe('');
  });

  test('remembers what was sent, and what was being written', () => {
    const editor = written('first');
    expect(editor.take()).toBe('first');
    editor.insert('second');
    editor.take();
    editor.insert('draft');
    editor.older();
    expect(editor.text).toBe('second');
    editor.older();
    editor.older();
    expect(editor.text).toBe('first');
    editor.newer();
    editor.newer();
    expect(editor.text).toBe('draft');
    editor.newer();
    expect(editor.text).toBe('draft');
  });

  test('takes no more than it can hold', () => {
    const editor = written('x'.repeat(30_000));
    expect(editor.text.length).toBe(20_000);
    editor.insert('y');
    expect(editor.text.length).toBe(20_000);
  });
});
