import { describe, test } from 'vitest';
import { MemoryStore } from '../../../core/index.js';
import { scoped } from '../../../core/store/scoped.js';
import { storeConformance } from '../../../testkit/index.js';

describe('the memory store', () => {
  for (const { name, run } of storeConformance(() => ({ store: new MemoryStore() }))) test(name, run);
});

describe("a plugin's own store", () => {
  for (const { name, run } of storeConformance(() => ({ store: scoped(new MemoryStore(), 'the plugin/ö') }))) {
    test(name, run);
  }
});
