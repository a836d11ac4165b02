import { describe } from 'vitest';
import { systemRandom } from '../../../adapters/system/index.js';
import { MemoryBroker } from '../../../core/index.js';
import { brokerConformance } from '../../../testkit/index.js';
import { testsOf } from '../../support/conformance.js';

describe('the memory broker', () => {
  testsOf(brokerConformance(() => new MemoryBroker(systemRandom)));
});
