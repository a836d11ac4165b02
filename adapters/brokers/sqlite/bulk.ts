import type { Database, Value } from './driver.js';

/** So many rows are added with one call: a call costs more than a row. */
const ROWS = 16;

/** Adds rows. */
export type AddRows = (rows: readonly (readonly Value[])[]) => void;

/**
 * Compiles an insertion of as many rows as there are.
 * @param insert `INSERT INTO table (columns)`
 * @param row The values of a row, with a `?` for each that is given.
 */
export function bulk(database: Database, insert: string, row: string): AddRows {
  const one = database.prepare(`${insert} VALUES ${row}`);
  const many = database.prepare(`${insert} VALUES ${Array(ROWS).fill(row).join(', ')}`);
  return (rows) => {
    const rest = rows.length % ROWS;
    for (let at = 0; at < rows.length - rest; at += ROWS) many.run(...rows.slice(at, at + ROWS).flat());
    for (const values of rows.slice(rows.length - rest)) one.run(...values);
  };
}
