import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadDriver } from '../../../../adapters/brokers/sqlite/file/driver.js';
import { OpenError, resultCodeOf } from '../../../../adapters/brokers/sqlite/file/errors.js';
import { openLog, schemaVersion } from '../../../../adapters/brokers/sqlite/file/schema.js';
import { type SqliteOptions, sqlite } from '../../../../adapters/brokers/sqlite/index.js';
import { ChatError } from '../../../../core/index.js';
import { root } from '../../../support/sources.js';
import { sayer, started } from './support/brokers.js';
import { freshPath } from './support/file.js';

/** What comes of opening a file that cannot be used, by a broker and in this thread. */
async function refusalsOf(path: string) {
  const broker = sqlite({ path });
  const ofBroker = await broker.start({ entry() {}, signal() {} }).catch((error: unknown) => error);
  await broker.close();
  let here: unknown;
  try {
    openLog(path, 'an-epoch');
  } catch (error) {
    here = error;
  }
  return [
    ofBroker instanceof ChatError ? [ofBroker.code, ofBroker.details] : ofBroker,
    here instanceof OpenError ? here.reason : here,
  ];
}

const refusedFor = (reason: string) => [['CHAT_STORE_FAILED', { reason }], reason];

/** A log that was made by a broker, and is closed. */
async function made(): Promise<string> {
  const path = freshPath();
  const { broker, say } = await started({ path });
  await say('a', 'one');
  await broker.close();
  return path;
}

function alter(path: string, sql: string): void {
  const Driver = loadDriver();
  const database = new Driver(path);
  database.exec(sql);
  database.close();
}

describe('opening a log', () => {
  test('makes the file, of the version that is known', () => {
    const { database, epoch } = openLog(freshPath(), 'an-epoch');
    expect(Object.values(database.prepare('PRAGMA user_version').all()[0] ?? {})[0]).toBe(schemaVersion);
    expect(epoch).toBe('an-epoch');
    database.close();
  });

  test('is refused for a file of a newer release, which stays as it is', async () => {
    const path = await made();
    alter(path, `PRAGMA user_version = ${schemaVersion + 1}`);
    const before = readFileSync(path);
    expect(await refusalsOf(path)).toEqual(refusedFor('newer'));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('is refused for the database of another program', async () => {
    const path = freshPath();
    alter(path, 'CREATE TABLE theirs (id INTEGER)');
    expect(await refusalsOf(path)).toEqual(refusedFor('foreign'));
  });

  test('is refused for a file that is no database', async () => {
    const path = freshPath();
    writeFileSync(path, 'this is a letter, not a log. '.repeat(400));
    expect(await refusalsOf(path)).toEqual(refusedFor('corrupt'));
  });

  test('is refused for a database whose pages are damaged', async () => {
    const path = await made();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x5a, 100));
    expect(await refusalsOf(path)).toEqual(refusedFor('corrupt'));
  });

  test('is refused where there is no such folder', async () => {
    expect(await refusalsOf(join(freshPath(), 'nowhere', 'log.db'))).toEqual(refusedFor('unusable'));
  });

  test('is refused while another process has the file, and goes once that has closed it', async () => {
    const path = freshPath();
    const { broker } = await started({ path });
    const address = pathToFileURL(join(root, 'dist/adapters/brokers/sqlite/index.js')).href;
    const script = `import { sqlite } from '${address}';
      const broker = sqlite({ path: process.argv[1] });
      await broker.start({ entry() {}, signal() {} }).then(() => console.log('open'), (error) =>
        console.log(error.code, error.details.reason));
      await broker.close();`;
    const attempt = () =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script, path], { encoding: 'utf8' }).trim();
    expect(attempt()).toBe('CHAT_STORE_FAILED locked');
    await broker.close();
    expect(attempt()).toBe('open');
  });

  test('that failed leaves a broker that fails with a code', async () => {
    const broker = sqlite({ path: join(freshPath(), 'nowhere', 'log.db') });
    await expect(broker.start({ entry() {}, signal() {} })).rejects.toMatchObject({ code: 'CHAT_STORE_FAILED' });
    await expect(sayer(broker)('a', 'hi')).rejects.toMatchObject({ code: 'CHAT_BROKER_FAILED' });
    await broker.close();
  });
});

describe('the options', () => {
  test.each([
    [{ path: '' }],
    [{ path: 'a\0b' }],
    [{ path: 'x', commitMs: -1 }],
    [{ path: 'x', commitMs: Number.NaN }],
    [{ path: 'x', queueBytes: 0 }],
  ] satisfies [SqliteOptions][])('%j is none', (options) => {
    expect(() => sqlite(options)).toThrow(TypeError);
  });

  test('commitMs keeps a lone request waiting and loses nothing', async () => {
    const { say } = await started({ path: freshPath(), commitMs: 1 });
    const receipts = await Promise.all([say('a', 'one'), say('a', 'two')]);
    expect(receipts.map(({ position }) => position.offset)).toEqual([1, 2]);
  });
});

describe('the result code of a failure', () => {
  test.each([
    [{ errcode: 266 }, 10],
    [{ rawCode: 5 }, 5],
    [new Error('no code'), undefined],
    [undefined, undefined],
  ])('of %j is %s', (error, code) => {
    expect(resultCodeOf(error)).toBe(code);
  });
});
