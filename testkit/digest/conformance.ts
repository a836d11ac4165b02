import assert from 'node:assert/strict';
import type { TokenHash } from '../../core/index.js';
import type { ConformanceCase } from '../transport/harness.js';

const secrets = Array.from({ length: 500 }, (_, number) => `a-secret-of-somebody-${number}`);

/** The rules that every digest keeps, as cases for any test runner. */
export function digestConformance(digest: TokenHash): readonly ConformanceCase[] {
  return [
    {
      name: 'the same secret always has the same id',
      run: async () => {
        for (const secret of secrets) assert.equal(digest(secret), digest(secret));
      },
    },
    {
      name: 'no two secrets have the same id',
      run: async () => {
        assert.equal(new Set(secrets.map(digest)).size, secrets.length);
      },
    },
    {
      name: 'ids are of 16 to 64 plain characters, however long the secret is',
      run: async () => {
        for (const secret of [...secrets, 'x'.repeat(22), 'x'.repeat(128)]) {
          assert.match(digest(secret), /^[A-Za-z0-9_-]{16,64}$/);
        }
      },
    },
    {
      name: 'an id does not show its secret, nor that two secrets are alike',
      run: async () => {
        const [one, other] = [digest('a-secret-of-somebody-1'), digest('a-secret-of-somebody-2')];
        assert.ok(!one.includes('secret'), one);
        const alike = [...one].filter((character, at) => character === other[at]).length;
        assert.ok(alike < one.length / 2, `${one} and ${other}`);
      },
    },
  ];
}
