import { describe, expect, test } from 'vitest';
import { loadDriver } from '../../../../adapters/brokers/sqlite/file/driver.js';
import { eventually } from '../../../support/eventually.js';
import { started } from './support/brokers.js';
import { freshPath } from './support/file.js';
import { inFiles, killedHere } from './support/logs.js';

/** What version 1 was made with. */
const versionOne = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE life (epoch TEXT NOT NULL) STRICT;
  CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL) STRICT;
  CREATE TABLE entries (
    id INTEGER PRIMARY KEY, room INTEGER NOT NULL, key TEXT, at INTEGER NOT NULL, message TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX entries_by_key ON entries (room, key) WHERE key IS NOT NULL;
  CREATE VIRTUAL TABLE words USING fts5 (
    body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
  );
  INSERT INTO words (words, rank) VALUES ('automerge', 8);
  INSERT INTO life (epoch) VALUES ('the-first-epoch');
  PRAGMA application_id = 1347701838;
  PRAGMA user_version = 1;`;

const said = (room: string, text: string, number: number) => ({
  room,
  text,
  kind: 'text',
  from: { id: 'u1', nick: 'ann' },
  id: `m${number}`,
  at: 1_000 + number,
  session: 's1',
  key: `k${number}`,
});

/** A file of version 1 with two rooms; of `b` the first two entries were dropped. */
function oldFile(): string {
  const path = freshPath();
  const Driver = loadDriver();
  const database = new Driver(path);
  database.exec(versionOne);
  database.exec('PRAGMA secure_delete = OFF; BEGIN');
  const addRoom = database.prepare('INSERT INTO rooms (id, name, last) VALUES (?, ?, ?)');
  const addEntry = database.prepare(
    'INSERT INTO entries (id, room, key, at, message) VALUES ((?1 << 32) | ?2, ?1, ?3, ?4, ?5)',
  );
  const addWords = database.prepare('INSERT INTO words (rowid, body) VALUES ((?1 << 32) | ?2, ?3)');
  const texts = { a: ['tea for two', 'Ёлка'], b: ['dropped', 'zqxdropped', 'tea again', 'the end'] };
  for (const [at, [name, lines]] of Object.entries(texts).entries()) {
    addRoom.run(at + 1, name, lines.length);
    for (const [line, text] of lines.entries()) {
      const message = said(name, text, line + 1);
      addEntry.run(at + 1, line + 1, JSON.stringify(['u1', message.key]), message.at, JSON.stringify(message));
      addWords.run(at + 1, line + 1, text.toLowerCase().replaceAll('ё', 'е'));
    }
  }
  database.exec('COMMIT');
  database.exec('DELETE FROM entries WHERE id BETWEEN (2 << 32) | 1 AND (2 << 32) | 2');
  database.exec('DELETE FROM words WHERE rowid BETWEEN (2 << 32) | 1 AND (2 << 32) | 2');
  database.close();
  // A driver may hold a file for as long as there are statements: only a copy is nobody's.
  return killedHere(path);
}

describe('a file of version 1', () => {
  test('is opened with all that is in it, and goes on', async () => {
    const { broker, say } = await started({ path: oldFile() });
    const epoch = 'the-first-epoch';
    expect((await broker.read('a', { limit: 10 })).entries).toEqual([
      { position: { epoch, offset: 1 }, message: said('a', 'tea for two', 1) },
      { position: { epoch, offset: 2 }, message: said('a', 'Ёлка', 2) },
    ]);
    expect(await broker.read('b', { after: { epoch, offset: 1 }, limit: 10 })).toMatchObject({
      entries: [{ position: { offset: 3 } }, { position: { offset: 4 } }],
      gap: true,
    });
    expect(await say('a', 'again', { key: 'k2' })).toMatchObject({
      id: 'm2',
      position: { epoch, offset: 2 },
      duplicate: true,
    });
    expect((await say('b', 'tea at last')).position).toEqual({ epoch, offset: 5 });
    expect(await broker.rooms({ limit: 10 })).toEqual(['a', 'b']);
  });

  test('is searched, erased, dropped and listed as a new one', async () => {
    const { broker, say } = await started({ path: oldFile() });
    const found = async (text: string) =>
      (await broker.search?.('b', { text, limit: 10 }))?.entries.map(({ position }) => position.offset);
    await say('b', 'tea at last');
    expect([await found('tea'), await found('dropped')]).toEqual([[3, 5], []]);
    expect(await broker.erase('b', [1, 3])).toBe(1);
    expect(await found('tea')).toEqual([5]);
    expect(await broker.prune('b', { entries: 1 })).toBe(2);
    expect((await broker.writings('u1')).next).toBeUndefined();
    await broker.store?.put('key', 'value');
    expect(await broker.store?.get('key')).toBe('value');
  });

  test('is of the present version afterwards, and is opened again', async () => {
    const path = oldFile();
    const first = await started({ path });
    await first.broker.store?.put('key', 'value');
    await first.broker.close();
    const second = await started({ path });
    expect(await second.broker.store?.get('key')).toBe('value');
    expect((await second.broker.read('a', { limit: 10 })).entries).toHaveLength(2);
  });

  test('has nothing left of what was dropped, neither among the entries nor in the index', async () => {
    const path = oldFile();
    const [text, word] = ['"text":"zqxdropped"', 'zqxdropped'];
    expect(inFiles(path, text)).toBeGreaterThan(0);
    expect(inFiles(path, word)).toBeGreaterThan(inFiles(path, text));
    const { broker } = await started({ path });
    await eventually(() => inFiles(path, word) === 0);
    expect((await broker.search?.('b', { text: 'tea', limit: 10 }))?.entries).toHaveLength(1);
  });
});
