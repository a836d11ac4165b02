import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberedName, safeName } from '../../../../apps/terminal/files/safe-name.js';
import { anyText } from '../support/any-text.js';

describe('the name of a stranger’s file', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\evil.exe', 'evil.exe'],
    ['.bashrc', 'bashrc'],
    ['..', 'file'],
    ['-rf', 'rf'],
    ['~/x', 'x'],
    ['con.txt', '_con.txt'],
    ['a\u0000b\u001b[31m\u202e.txt', 'ab.txt'],
    ['what?<>.txt', 'what___.txt'],
    ['', 'file'],
    ['отчёт 早.pdf', 'отчёт 早.pdf'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  test('is always one that can be written into a folder', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.webPath()), (name) => {
        const safe = safeName(name);
        expect(safe).not.toMatch(/[/\\]|\p{Cc}|^[.~-]|^\s/u);
        expect(safe).not.toBe('');
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(201);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps its extension when it is too long, and gets its number before it', () => {
    expect(safeName(`${'早'.repeat(200)}.tar`)).toMatch(/^早+\.tar$/);
    expect(numberedName('cat.png', 2)).toBe('cat (2).png');
    expect(numberedName('cat', 3)).toBe('cat (3)');
  });
});
