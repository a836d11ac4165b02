import { expect, test } from 'vitest';
import { systemRandom } from '../../../adapters/system/index.js';
import { createGateway } from '../../../apps/gateway/index.js';

test('a token that is made begins with no dash, so that it can be typed behind an option', () => {
  const random = { ...systemRandom, secret: () => '-QrpVpP2a-3zdfGhJkLmNp' };
  expect(createGateway({}, { random }).operatorToken).toBe('_QrpVpP2a-3zdfGhJkLmNp');
});
