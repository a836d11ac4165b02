import { createRequire } from 'node:module';
import { OpenError } from './errors.js';

/** A value bound to a statement. */
export type Value = string | number | null;

/** A row, keyed by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** A compiled statement. */
export interface Statement {
  run(...values: readonly Value[]): { readonly changes: number | bigint };
  get(...values: readonly Value[]): Row | undefined;
  all(...values: readonly Value[]): readonly Row[];
}

/** The synchronous API common to `node:sqlite` and libsql. */
export interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

type OpenDatabase = new (path: string, options?: { readonly readonly: true; readonly readOnly: true }) => Database;

/** Loads Node's SQLite if available, otherwise the package libsql. @throws OpenError `driver` */
export function loadDriver(): OpenDatabase {
  const builtin = process.getBuiltinModule('node:sqlite') as { DatabaseSync: OpenDatabase } | undefined;
  if (builtin !== undefined) return builtin.DatabaseSync;
  try {
    return createRequire(import.meta.url)('libsql') as OpenDatabase;
  } catch (cause) {
    const text = `Node ${process.versions.node} has no built-in SQLite, and the package libsql cannot be loaded.`;
    throw new OpenError('driver', text, cause);
  }
}

/** Runs the work in a transaction; rolls it back if the work throws. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // Some errors, such as a full disk, have already ended the transaction.
  }
}

/** Rows inserted per call: a call costs more than a row. */
const ROWS_PER_CALL = 16;

/** Inserts rows. */
export type InsertRows = (rows: readonly (readonly Value[])[]) => void;

/**
 * Compiles an insert of any number of rows.
 * @param insert `INSERT INTO table (columns)`
 * @param row The values of a row, with a `?` for each parameter.
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
