import { describe, expect, test } from 'vitest';
import { systemTokenHash } from '../../../adapters/system/index.js';
import { digestConformance } from '../../../testkit/index.js';

describe('the system’s digest', () => {
  for (const { name, run } of digestConformance(systemTokenHash)) test(name, run);
});

describe('what is no digest breaks a rule:', () => {
  const broken = async (digest: (secret: string) => string) => {
    const names: string[] = [];
    for (const { name, run } of digestConformance(digest)) await run().catch(() => names.push(name));
    return names;
  };
  let count = 0;

  test.each([
    ['one that draws lots', () => `id-that-is-always-${++count}`, 'the same secret always has the same id'],
    ['one that gives everybody the same', () => 'everybodys-one-id', 'no two secrets have the same id'],
    [
      'one that gives the secret away',
      (secret: string) => secret.slice(0, 64),
      'an id does not show its secret, nor that two secrets are alike',
    ],
    [
      'one as long as the secret',
      (secret: string) => systemTokenHash(secret) + secret.replaceAll('secret', ''),
      'ids are of 16 to 64 plain characters, however long the secret is',
    ],
  ])('%s', async (_what, digest, rule) => {
    expect(await broken(digest)).toContain(rule);
  });
});
