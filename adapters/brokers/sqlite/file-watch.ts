import { statSync } from 'node:fs';

/** Notices that open files are not at their paths any more. */
export interface FileWatch {
  /** The first path at which the file that was opened is not found any more; `undefined`: all are there. */
  missing(): string | undefined;
}

const noFiles: FileWatch = { missing: () => undefined };

/**
 * Remembers device and inode of a database and its WAL, which must be open. Every look is a `stat` of each, some microseconds; no
 * file is held open. A log in memory has none.
 */
export function watchFiles(path: string): FileWatch {
  if (path === ':memory:') return noFiles;
  const known = [path, `${path}-wal`].map((name) => ({ name, identity: identityOf(name) }));
  return {
    missing: () => known.find(({ name, identity }) => identity !== undefined && identityOf(name) !== identity)?.name,
  };
}

function identityOf(path: string): string | undefined {
  // An error of another kind, such as a path that may not be looked at any more, is as good as none.
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}/${ino}`;
  } catch {
    return undefined;
  }
}
