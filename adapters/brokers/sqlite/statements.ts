import type { Database } from './driver.js';

/** From the room ?1 and two offsets to the ids between them. */
const BETWEEN = 'BETWEEN (?1 << 32) | ?2 AND (?1 << 32) | ?3';
const OFFSET = '4294967295 AS offset';

/** Every statement on the log, compiled once. The first parameter of most is the room's id. */
export function statements(database: Database) {
  return {
    findRoom: database.prepare('SELECT id, last FROM rooms WHERE name = ?'),
    makeRoom: database.prepare('INSERT INTO rooms (name, last) VALUES (?, 0)'),
    setLast: database.prepare('UPDATE rooms SET last = ? WHERE id = ?'),
    addEntry: database.prepare(
      `INSERT INTO entries (id, room, key, at, message) VALUES ((?1 << 32) | ?2, ?1, ?3, ?4, ?5)
       ON CONFLICT (room, key) WHERE key IS NOT NULL DO NOTHING`,
    ),
    addWords: database.prepare('INSERT INTO words (rowid, body) VALUES ((?1 << 32) | ?2, ?3)'),
    entryByKey: database.prepare(`SELECT id & ${OFFSET}, message FROM entries WHERE room = ? AND key = ?`),
    oldest: database.prepare(
      `SELECT id & ${OFFSET} FROM entries WHERE id > (?1 << 32) AND id < ((?1 + 1) << 32) ORDER BY id LIMIT 1`,
    ),
    between: database.prepare(`SELECT id & ${OFFSET}, message FROM entries WHERE id ${BETWEEN} ORDER BY id`),
    firstSince: database.prepare(
      `SELECT id & ${OFFSET} FROM entries WHERE id ${BETWEEN} AND at >= ?4 ORDER BY id LIMIT 1`,
    ),
    dropEntries: database.prepare(`DELETE FROM entries WHERE id ${BETWEEN}`),
    dropWords: database.prepare(`DELETE FROM words WHERE rowid ${BETWEEN}`),
    find: database.prepare(
      `SELECT entries.id & ${OFFSET}, message FROM words JOIN entries ON entries.id = words.rowid
       WHERE words MATCH ?4 AND words.rowid ${BETWEEN} ORDER BY words.rowid DESC LIMIT ?5`,
    ),
  };
}

/** What {@link statements} gives. */
export type Statements = ReturnType<typeof statements>;
