import { describe, test } from 'vitest';
import { sqlite } from '../../../../adapters/brokers/sqlite/index.js';
import { brokerConformance } from '../../../../testkit/index.js';
import { freshPath } from './support/file.js';

describe('the SQLite broker, in a file', () => {
  for (const { name, run } of brokerConformance(() => sqlite({ path: freshPath() }))) test(name, run);
});

describe('the SQLite broker, in memory', () => {
  for (const { name, run } of brokerConformance(() => sqlite({ path: ':memory:' }))) test(name, run);
});
