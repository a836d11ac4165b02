import { bulkInsert, type Database } from '../file/driver.js';

/** Ids of room ?1 between two offsets. */
const BETWEEN = 'BETWEEN (?1 << 32) | ?2 AND (?1 << 32) | ?3';
const OFFSET = '4294967295 AS offset';
const OF_ROOM = 'id > (?1 << 32) AND id < ((?1 + 1) << 32)';

/** Compiles all statements on the log. The first parameter of most is the room's id. */
export function statements(database: Database) {
  return {
    findRoom: database.prepare('SELECT id, last FROM rooms WHERE name = ?'),
    createRoom: database.prepare('INSERT INTO rooms (name, last) VALUES (?, 0)'),
    setLast: database.prepare('UPDATE rooms SET last = ? WHERE id = ?'),
    roomsAfter: database.prepare(
      `SELECT id, name, EXISTS (SELECT 1 FROM entries WHERE id > (rooms.id << 32) AND id < ((rooms.id + 1) << 32)) AS kept
       FROM rooms WHERE name > ? ORDER BY name LIMIT ?`,
    ),

    insertStaged: bulkInsert(
      database,
      'INSERT OR REPLACE INTO tray (slot, seq, room, offset, key, at, message)',
      '(?, ?, ?, ?, ?, ?, ?)',
    ),
    lastSeq: database.prepare('SELECT max(seq) AS seq FROM tray'),
    stagedRows: database.prepare(
      `SELECT seq, room, offset, key, message FROM tray JOIN rooms ON rooms.id = tray.room
       WHERE offset > last ORDER BY seq`,
    ),
    wipeStaged: database.prepare(
      "UPDATE tray SET key = NULL, message = '' WHERE room = ?1 AND offset IN (SELECT value FROM json_each(?2))",
    ),
    wipeStagedUpTo: database.prepare("UPDATE tray SET key = NULL, message = '' WHERE room = ?1 AND offset <= ?2"),

    moveEntries: database.prepare(
      `INSERT INTO entries (id, room, key, at, message)
       SELECT (room << 32) | offset, room, key, at, message FROM tray
       WHERE slot IN (SELECT value FROM json_each(?)) ORDER BY room, offset`,
    ),
    addWords: bulkInsert(database, 'INSERT INTO words (rowid, body)', '((? << 32) | ?, ?)'),
    entryByKey: database.prepare(`SELECT id & ${OFFSET}, message FROM entries WHERE room = ? AND key = ?`),
    oldest: database.prepare(`SELECT id & ${OFFSET} FROM entries WHERE ${OF_ROOM} ORDER BY id LIMIT 1`),
    between: database.prepare(`SELECT id & ${OFFSET}, message FROM entries WHERE id ${BETWEEN} ORDER BY id`),
    following: database.prepare(
      `SELECT room, id & ${OFFSET}, message FROM entries WHERE id > (?1 << 32) | ?2 ORDER BY id LIMIT ?3`,
    ),
    firstSince: database.prepare(
      `SELECT id & ${OFFSET} FROM entries WHERE id ${BETWEEN} AND at >= ?4 ORDER BY id LIMIT 1`,
    ),
    dropEntries: database.prepare(`DELETE FROM entries WHERE id ${BETWEEN}`),
    dropWords: database.prepare(`DELETE FROM words WHERE rowid ${BETWEEN}`),
    find: database.prepare(
      `SELECT entries.id & ${OFFSET}, message FROM words JOIN entries ON entries.id = words.rowid
       WHERE words MATCH ?4 AND words.rowid ${BETWEEN} ORDER BY words.rowid DESC LIMIT ?5`,
    ),

    outdatedRoom: database.prepare('SELECT id, outdated FROM rooms WHERE outdated > 0 LIMIT 1'),
    setOutdated: database.prepare('UPDATE rooms SET outdated = ? WHERE id = ?'),

    rewrite: database.prepare('UPDATE entries SET message = ?3 WHERE id = (?1 << 32) | ?2'),
    setUnswept: database.prepare('UPDATE life SET unswept = ?'),
    unswept: database.prepare('SELECT unswept FROM life'),
    merge: database.prepare("INSERT INTO words (words, rank) VALUES ('merge', ?)"),
    changes: database.prepare('SELECT total_changes() AS count'),

    keyValue: database.prepare('SELECT value FROM pairs WHERE key = ?'),
    putKeyValue: database.prepare('INSERT OR REPLACE INTO pairs (key, value) VALUES (?, ?)'),
    deleteKeyValue: database.prepare('DELETE FROM pairs WHERE key = ?'),
    keyValues: database.prepare(
      'SELECT key, value FROM pairs WHERE key >= ?1 AND key < ?2 AND key > ?3 ORDER BY key LIMIT ?4',
    ),
  };
}

/** The result of {@link statements}. */
export type Statements = ReturnType<typeof statements>;
