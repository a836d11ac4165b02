import { describe, expect, test } from 'vitest';
import { extensionOf, rulesOf } from '../../../plugins/file-transfer/options.js';

describe('an extension', () => {
  test.each([
    ['a.PNG', 'png'],
    ['a.tar.gz', 'gz'],
    ['README', ''],
    ['.profile', ''],
    ['a.', ''],
    ['a.привет', 'привет'],
  ])('of %s is %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });
});

describe('rules', () => {
  test('allow everything where nothing is said', () => {
    expect(rulesOf().allows('a.exe', 'application/x-msdownload')).toBe(true);
  });

  test('allow only what is on the list, or of its kind', () => {
    const { allows } = rulesOf({ allow: ['image/*', 'Application/PDF'] });
    expect([allows('a', 'image/png'), allows('a', 'application/pdf'), allows('a', 'text/plain')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('deny before they allow', () => {
    const { allows } = rulesOf({ allow: ['image/*'], deny: ['image/svg+xml'] });
    expect([allows('a', 'image/png'), allows('a', 'image/svg+xml')]).toEqual([true, false]);
  });

  test('look at extensions in any case, with or without a dot', () => {
    const { allows } = rulesOf({}, { deny: ['.exe', 'BAT'] });
    expect(['a.EXE', 'a.bat', 'exe', 'a.txt'].map((name) => allows(name, 'x/y'))).toEqual([false, false, true, true]);
  });

  test('can allow names without any extension', () => {
    const { allows } = rulesOf({}, { allow: ['', 'txt'] });
    expect(['README', 'a.txt', 'a.md'].map((name) => allows(name, 'x/y'))).toEqual([true, true, false]);
  });
});
