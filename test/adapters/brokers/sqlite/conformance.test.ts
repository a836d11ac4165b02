import { describe, test } from 'vitest';
import { sqlite } from '../../../../adapters/brokers/sqlite/index.js';
import { brokerConformance, storeConformance } from '../../../../testkit/index.js';
import { freshPath } from './support/file.js';
import { storeOn } from './support/stores.js';

const places = [
  ['in a file', freshPath],
  ['in memory', () => ':memory:'],
] as const;

describe.each(places)('the SQLite broker, %s', (_where, path) => {
  for (const { name, run } of brokerConformance(() => sqlite({ path: path() }))) test(name, run);
});

describe.each(places)('the store of the SQLite broker, %s', (_where, path) => {
  for (const { name, run } of storeConformance(() => storeOn(path()))) test(name, run);
});
