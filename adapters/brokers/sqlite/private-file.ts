import { chmodSync, closeSync, constants, openSync, statSync } from 'node:fs';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/**
 * Makes a database readable for its owner alone, whatever the umask and the folder: a new one is created so, and SQLite gives its
 * WAL the same mode; one that others may read is tightened, where this user may do that.
 */
export function makePrivate(path: string): void {
  if (path === ':memory:' || process.platform === 'win32') return;
  try {
    closeSync(openSync(path, constants.O_RDONLY | constants.O_CREAT | constants.O_NOFOLLOW, OWNER_ONLY));
  } catch {
    // SQLite says what is wrong with the path.
  }
  for (const name of [path, `${path}-wal`, `${path}-shm`, `${path}-run`]) tighten(name);
}

function tighten(path: string): void {
  try {
    const { mode } = statSync(path);
    if ((mode & OTHERS) !== 0) chmodSync(path, mode & 0o700);
  } catch {
    // It is not there, or is another user's: the doctor says so.
  }
}
