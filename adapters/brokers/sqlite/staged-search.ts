import type { Database } from './driver.js';
import type { EntryRow } from './requests.js';
import type { StagedMessage } from './tray.js';
import { indexText, matchText } from './words.js';

/** Finds words in messages that are not in the index yet. */
export type SearchStaged = (messages: readonly StagedMessage[], text: string) => readonly EntryRow[];

/**
 * Compiles a search over messages outside of the index, for when they cannot be put there because the disk is full. They are indexed
 * in memory, by the same rules, for the one search.
 */
export function stagedSearch(database: Database): SearchStaged {
  return (messages, text) => {
    const match = matchText(text);
    if (match === undefined || messages.length === 0) return [];
    database.exec('PRAGMA temp_store = MEMORY');
    database.exec(
      `CREATE VIRTUAL TABLE temp.staged USING fts5(
         body, content = '', tokenize = "unicode61 remove_diacritics 2"
       )`,
    );
    try {
      const add = database.prepare('INSERT INTO temp.staged (rowid, body) VALUES (?, ?)');
      for (const { offset, message } of messages) add.run(offset, indexText(textOf(message)));
      const found = database.prepare('SELECT rowid AS offset FROM temp.staged WHERE staged MATCH ?').all(match);
      const offsets = new Set(found.map(({ offset }) => Number(offset)));
      return messages.filter(({ offset }) => offsets.has(offset)).map(({ offset, message }) => ({ offset, message }));
    } finally {
      database.exec('DROP TABLE temp.staged');
    }
  };
}

function textOf(message: string): string {
  return (JSON.parse(message) as { readonly text: string }).text;
}
