import { describe, expect, test } from 'vitest';
import { candidatesFor, createCompleter, type Vocabulary } from '../../../../apps/terminal/input/completion.js';
import { createEditor } from '../../../../apps/terminal/input/editor.js';

const vocabulary: Vocabulary = {
  commands: ['join', 'send', 'search', 'kick'],
  argumentOf: (command) => (({ join: 'room', send: 'path', kick: 'nick' }) as const)[command as 'join'],
  nicks: () => ['bob', 'Bobby', 'ann'],
  rooms: () => ['lobby', 'design'],
  paths: async (prefix) => ['docs/', 'data file.txt'].filter((path) => path.startsWith(prefix)),
};

describe('a completion', () => {
  test.each([
    ['/jo', ['join ']],
    ['/join lo', ['lobby ']],
    ['an', ['ann: ']],
    ['hello an', ['ann ']],
    ['see #de', ['#design ']],
    ['/send data f', ['data file.txt ']],
    ['/send do', ['docs/']],
    ['/kick a', ['ann ']],
    ['nobody', []],
    ['', []],
  ])('of %j is %j', async (before, words) => {
    expect((await candidatesFor(before, vocabulary)).words).toEqual(words);
  });

  test('goes as far as all agree, then from one to the next', async () => {
    const editor = createEditor();
    const completer = createCompleter(editor, vocabulary);
    editor.insert('b');
    expect(await completer.next()).toHaveLength(2);
    expect(editor.text).toBe('bob');
    await completer.next();
    expect(editor.text).toBe('bob: ');
    await completer.next();
    expect(editor.text).toBe('Bobby: ');
    await completer.next();
    expect(editor.text).toBe('bob: ');
  });

  test('leaves what is behind the cursor where it is', async () => {
    const editor = createEditor();
    editor.insert('an, are you here?');
    editor.home();
    editor.right();
    editor.right();
    await createCompleter(editor, vocabulary).next();
    expect(editor.text).toBe('ann: , are you here?');
  });
});
