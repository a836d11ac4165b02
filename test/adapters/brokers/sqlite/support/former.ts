import { loadDriver } from '../../../../../adapters/brokers/sqlite/file/driver.js';
import { freshPath } from './file.js';
import { killedHere } from './logs.js';

/** What version 2 was made with. */
const versionTwo = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE life (epoch TEXT NOT NULL, unswept INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL) STRICT;
  CREATE TABLE entries (
    id INTEGER PRIMARY KEY, room INTEGER NOT NULL, key TEXT, at INTEGER NOT NULL, message TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX entries_by_key ON entries (room, key) WHERE key IS NOT NULL;
  CREATE VIRTUAL TABLE words USING fts5 (
    body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
  );
  INSERT INTO words (words, rank) VALUES ('automerge', 0), ('usermerge', 8);
  CREATE TABLE tray (
    slot INTEGER PRIMARY KEY, seq INTEGER NOT NULL, room INTEGER NOT NULL, offset INTEGER NOT NULL, key TEXT,
    at INTEGER NOT NULL, message TEXT NOT NULL
  ) STRICT;
  CREATE TABLE pairs (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO life (epoch) VALUES ('the-second-epoch');
  PRAGMA application_id = 1347701838;
  PRAGMA user_version = 2;`;

/** As JSON, a message of a room. */
const messageIn = (room: string, text: string, offset: number) =>
  JSON.stringify({
    room,
    text,
    kind: 'text',
    from: { id: 'u1', nick: 'ann' },
    id: `m${offset}`,
    at: offset,
    session: 's1',
  });

/**
 * Makes a file as version 2 left it, whose index has whole words only.
 * @param rooms Their texts by name. The last of each is still staged: it has no place among the entries yet.
 */
export function fileOfVersionTwo(rooms: Readonly<Record<string, readonly string[]>>): string {
  const path = freshPath();
  const Driver = loadDriver();
  const database = new Driver(path);
  database.exec(versionTwo);
  database.exec('BEGIN');
  const addRoom = database.prepare('INSERT INTO rooms (id, name, last) VALUES (?, ?, ?)');
  const addEntry = database.prepare(
    'INSERT INTO entries (id, room, key, at, message) VALUES ((?1 << 32) | ?2, ?1, NULL, ?2, ?3)',
  );
  const addWords = database.prepare('INSERT INTO words (rowid, body) VALUES ((?1 << 32) | ?2, ?3)');
  const stage = database.prepare(
    'INSERT INTO tray (slot, seq, room, offset, key, at, message) VALUES (?1, ?1, ?2, ?3, NULL, ?3, ?4)',
  );
  for (const [at, [name, texts]] of Object.entries(rooms).entries()) {
    const room = at + 1;
    addRoom.run(room, name, texts.length - 1);
    for (const [index, text] of texts.entries()) {
      const offset = index + 1;
      const message = messageIn(name, text, offset);
      if (offset === texts.length) stage.run(at, room, offset, message);
      else {
        addEntry.run(room, offset, message);
        addWords.run(room, offset, text.toLowerCase().replaceAll('ё', 'е'));
      }
    }
  }
  database.exec('COMMIT');
  database.close();
  // A driver may hold a file for as long as there are statements.
  return killedHere(path);
}
