import { describe, expect, test } from 'vitest';
import { formatBytes, formatShare } from '../../../../../apps/web/src/ui/messages/media.js';

describe('a size', () => {
  test.each([
    [0, 'en', '0 bytes'],
    [5, 'ru', '5 байт'],
    [150_000, 'en', '150 kB'],
    [1_500_000, 'en', '1.5 MB'],
    [1_000_000, 'en', '1 MB'],
    [150_000, 'ru', '150 кБ'],
    [104_857_600, 'zh', '105 MB'],
  ])('of %i bytes in %s is formatted as %s', (bytes, language, text) => {
    expect(formatBytes(bytes, language)).toBe(text);
  });
});

describe('a share', () => {
  test.each([
    [0, 100, '0%'],
    [999, 1_000, '99%'],
    [1_000, 1_000, '100%'],
    [5, 0, '100%'],
  ])('of %i in %i is formatted as %s', (done, whole, text) => {
    expect(formatShare(done, whole, 'en')).toBe(text);
  });
});
