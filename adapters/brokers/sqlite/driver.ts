import { createRequire } from 'node:module';
import { OpenError } from './unusable.js';

/** What can be bound to a statement. */
export type Value = string | number | null;

/** One row, by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** A statement that was compiled once. */
export interface Statement {
  run(...values: readonly Value[]): { readonly changes: number | bigint };
  get(...values: readonly Value[]): Row | undefined;
  all(...values: readonly Value[]): readonly Row[];
}

/** What `node:sqlite` and libsql have in common. Synchronous. */
export interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

type OpenDatabase = new (path: string, options?: { readonly readonly: true; readonly readOnly: true }) => Database;

/** The result codes of SQLite that are told apart: https://www.sqlite.org/rescode.html. */
export const resultCodes = {
  busy: 5,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

/** Node's own SQLite where there is one, or the package libsql. Nothing of either is loaded before. @throws Unusable */
export function loadDriver(): OpenDatabase {
  const builtin = process.getBuiltinModule('node:sqlite') as { DatabaseSync: OpenDatabase } | undefined;
  if (builtin !== undefined) return builtin.DatabaseSync;
  try {
    return createRequire(import.meta.url)('libsql') as OpenDatabase;
  } catch (cause) {
    const text = `Node ${process.versions.node} has no SQLite of its own, and the package libsql cannot be loaded.`;
    throw new OpenError('driver', text, cause);
  }
}

/** The primary result code of what a driver threw; `undefined`: it does not say. */
export function resultCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { errcode, rawCode } = error as { errcode?: unknown; rawCode?: unknown };
  const code = errcode ?? rawCode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** Does the work in one transaction, or none of it. */
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
    // An error like a full disk has ended the transaction already.
  }
}
