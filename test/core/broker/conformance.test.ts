import { describe, test } from 'vitest';
import { systemRandom } from '../../../adapters/system/index.js';
import { MemoryBroker } from '../../../core/index.js';
import { brokerConformance } from '../../../testkit/index.js';

describe('the memory broker', () => {
  for (const { name, run } of brokerConformance(() => new MemoryBroker(systemRandom))) test(name, run);
});
