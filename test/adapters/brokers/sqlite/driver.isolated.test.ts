import { expect, onTestFinished, test, vi } from 'vitest';
import { inTransaction, loadDriver } from '../../../../adapters/brokers/sqlite/file/driver.js';

const installed = vi.hoisted(() => ({ libsql: true }));

vi.mock('node:module', async (importActual) => {
  const actual = await importActual<typeof import('node:module')>();
  const createRequire = (from: string | URL) => (name: string) => {
    if (!installed.libsql) throw new Error(`Cannot find module '${name}'`);
    return actual.createRequire(from)(name) as unknown;
  };
  return { ...actual, createRequire };
});

test('libsql takes the place of what Node has not got', () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  onTestFinished(() => void vi.restoreAllMocks());
  const Driver = loadDriver();
  const database = new Driver(':memory:');
  expect(database.prepare('SELECT 6 * ? AS product').get(7)).toMatchObject({ product: 42 });
});

test('where there is neither, a code says so', () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  installed.libsql = false;
  onTestFinished(() => {
    vi.restoreAllMocks();
    installed.libsql = true;
  });
  expect(loadDriver).toThrow(expect.objectContaining({ name: 'OpenError', reason: 'driver' }) as Error);
});

test('a transaction that fails leaves nothing, and the next one is not hindered', () => {
  const Driver = loadDriver();
  const database = new Driver(':memory:');
  database.exec('CREATE TABLE t (n INTEGER)');
  const failing = () =>
    inTransaction(database, () => {
      database.exec('INSERT INTO t VALUES (1)');
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  inTransaction(database, () => database.exec('INSERT INTO t VALUES (2)'));
  expect(database.prepare('SELECT n FROM t').all()).toMatchObject([{ n: 2 }]);
});

test('a transaction that the database has ended by itself fails with its own error', () => {
  const Driver = loadDriver();
  const database = new Driver(':memory:');
  const failing = () =>
    inTransaction(database, () => {
      database.exec('ROLLBACK');
      throw new Error('the disk is full');
    });
  expect(failing).toThrow('the disk is full');
});
