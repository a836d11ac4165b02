import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSha256 } from '../../../client/files/sha256.js';

test('the digest of nothing, and of a text, is that of the standard', () => {
  expect(createSha256().hex()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  const digest = createSha256();
  digest.update(new TextEncoder().encode('abc'));
  expect(digest.hex()).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('the digest is the one that the platform makes, however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
      const mine = createSha256();
      const theirs = createHash('sha256');
      for (const piece of pieces) {
        mine.update(piece);
        theirs.update(piece);
      }
      expect(mine.hex()).toBe(theirs.digest('hex'));
    }),
    { numRuns: 500 },
  );
});

test('the digest of a view counts only what the view shows', () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, at) => at);
  const digest = createSha256();
  digest.update(bytes.subarray(33, 290));
  expect(digest.hex()).toBe(createHash('sha256').update(bytes.subarray(33, 290)).digest('hex'));
});
