import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from './get.js';

/** What is known of a folder that is to be written into. */
export interface FolderInfo {
  readonly path: string;
  /** Whether it is there; else `start` makes it. */
  readonly exists: boolean;
  /** Why it cannot be written into, nor be made: the system's code, or `ENOTDIR`; `undefined`: it can. */
  readonly problem: string | undefined;
  /** Bytes that are free for this user; `undefined`: that is not told. */
  readonly free: number | undefined;
}

/** Looks at a folder, or at where it would be made. */
export async function inspectFolder(path: string): Promise<FolderInfo> {
  const wanted = resolve(path);
  let folder = wanted;
  let found = await stat(folder).catch(errorCode);
  while (found === 'ENOENT' && dirname(folder) !== folder) {
    folder = dirname(folder);
    found = await stat(folder).catch(errorCode);
  }
  const exists = folder === wanted;
  if (typeof found === 'string') return { path, exists, problem: found, free: undefined };
  if (!found.isDirectory()) return { path, exists, problem: 'ENOTDIR', free: undefined };
  const problem = await access(folder, constants.W_OK | constants.X_OK).then(() => undefined, errorCode);
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );
  return { path, exists, problem, free };
}

/** Why a folder cannot be used, for a person. */
export function describeFolderProblem({ path, exists, problem }: FolderInfo, flag: string): string {
  const what = exists ? `The folder ${path} cannot be written into` : `The folder ${path} cannot be made`;
  return `${what} (${problem}): change its rights, or choose another with ${flag}.`;
}
