import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { runBatch } from '../../../../../adapters/brokers/sqlite/batch.js';
import { openLog } from '../../../../../adapters/brokers/sqlite/file/schema.js';
import { createLog } from '../../../../../adapters/brokers/sqlite/log/log.js';
import { createMaintenance } from '../../../../../adapters/brokers/sqlite/maintenance.js';
import type {
  EntryRow,
  Outcome,
  PublishRequest,
  Request,
  RowPage,
} from '../../../../../adapters/brokers/sqlite/requests.js';
import { freshPath } from './file.js';

/** A log that is open in this thread, without a broker. Its chores are done when a test says so. */
export function openHere(path: string) {
  const opened = openLog(path, 'an-epoch');
  const { database, epoch } = opened;
  onTestFinished(() => void database.close());
  const log = createLog(opened);
  const chores = createMaintenance(database, log);
  const run = (...requests: readonly Request[]) => runBatch(database, log, requests);
  const rows = (outcome: Outcome | undefined): readonly EntryRow[] =>
    outcome !== undefined && 'answer' in outcome ? (outcome.answer as RowPage).rows : [];

  return {
    database,
    epoch,
    log,
    chores,
    rows,
    run,
    /** Publishes so many messages of one room in one transaction. */
    fill: (room: string, count: number, text = 'word') =>
      run(...Array.from({ length: count }, (_, at) => publish(room, `${text} ${at + 1}`))),
    /** Puts some of what waits in its place, whether that is due or not. */
    move: () => run({ type: 'writings', author: 'nobody', after: undefined }),
    /** Does what is to be done. */
    tidy() {
      while (chores.due) chores.step();
    },
    offsets: (room: string) =>
      rows(run({ type: 'read', room, query: { limit: 1_000_000 } })[0]).map(({ offset }) => offset),
    found: (room: string, text: string) =>
      rows(run({ type: 'search', room, query: { text, limit: 1_000_000 } })[0]).map(({ offset }) => offset),
    /** The only value of the only row. */
    value: (sql: string) => Object.values(database.prepare(sql).all()[0] ?? {})[0],
  };
}

/** The files as they are in this instant: what a process that is killed leaves behind. */
export function killedHere(path: string): string {
  const copy = freshPath();
  for (const name of [path, `${path}-wal`]) if (existsSync(name)) copyFileSync(name, name.replace(path, copy));
  return copy;
}

/** A message with a text, and whatever else is given. */
export function publish(room: string, text: string, more: Partial<PublishRequest> = {}): PublishRequest {
  const message = JSON.stringify({
    id: `m ${text.length}`,
    at: 5,
    room,
    kind: 'text',
    text,
    from: { id: 'u1', nick: 'ann' },
  });
  return { type: 'publish', room, key: undefined, at: 5, message, ...more };
}

/** The numbers from 1 on. */
export function upTo(last: number, first = 1): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** How often a text is in a log's files, whatever these are about. */
export function inFiles(path: string, text: string): number {
  const wanted = Buffer.from(text);
  const files = [path, `${path}-wal`].filter((name) => existsSync(name));
  return files.reduce((count, name) => count + countIn(readFileSync(name), wanted), 0);
}

function countIn(bytes: Buffer, wanted: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) count++;
  return count;
}
