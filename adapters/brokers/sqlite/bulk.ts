import type { Database, Value } from './driver.js';

/** So many rows are added with one call: a call costs more than a row. */
const ROWS_PER_CALL = 16;

/** Adds rows. */
export type InsertRows = (rows: readonly (readonly Value[])[]) => void;

/**
 * Compiles an insertion of as many rows as there are.
 * @param insert `INSERT INTO table (columns)`
 * @param row The values of a row, with a `?` for each that is given.
 */
export function bulkInsert(database: Database, insert: string, row: string): InsertRows {
  const one = database.prepare(`${insert} VALUES ${row}`);
  const many = database.prepare(`${insert} VALUES ${Array(ROWS_PER_CALL).fill(row).join(', ')}`);
  return (rows) => {
    const rest = rows.length % ROWS_PER_CALL;
    for (let at = 0; at < rows.length - rest; at += ROWS_PER_CALL)
      many.run(...rows.slice(at, at + ROWS_PER_CALL).flat());
    for (const values of rows.slice(rows.length - rest)) one.run(...values);
  };
}
