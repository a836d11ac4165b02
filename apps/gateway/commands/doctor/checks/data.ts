import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LOG_FILE } from '../../../container/broker.js';
import { type Check, type Finding, failed, ok, warning } from '../check.js';
import { describeFolderProblem, type FolderInfo, inspectFolder } from '../folder.js';
import { formatBytes } from '../size.js';

const LOW_BYTES = 1_073_741_824;
const FULL_BYTES = 67_108_864;

/** @param folder `undefined`: everything is in memory. */
export function assessData(folder: FolderInfo | undefined): Finding {
  if (folder === undefined) return ok('Everything is in memory, gone with the process. To keep it: --data ./data.');
  const { path, exists, problem, free } = folder;
  if (problem !== undefined) return failed(describeFolderProblem(folder, '--data'));
  if (free !== undefined && free < FULL_BYTES)
    return failed(`Only ${formatBytes(free)} are free for ${path}: make room.`);
  if (free !== undefined && free < LOW_BYTES) {
    return warning(`Only ${formatBytes(free)} are free for ${path}: make room, or keep less (--keep-days).`);
  }
  return ok(
    `${path} ${exists ? 'can be written into' : 'will be made'}${free === undefined ? '' : `, ${formatBytes(free)} are free`}.`,
  );
}

/** @param readable Files that other users of the machine may read, and their modes. */
export function assessModes(readable: readonly { readonly path: string; readonly mode: number }[]): readonly Finding[] {
  return readable.map(({ path, mode }) =>
    warning(
      `Other users may read ${path} (mode ${(mode & 0o777).toString(8)}): chmod go= ${path}; a start does that, too.`,
    ),
  );
}

async function readableByOthers(folder: string): Promise<{ readonly path: string; readonly mode: number }[]> {
  const path = join(folder, LOG_FILE);
  const files = [path, `${path}-wal`, `${path}-shm`, `${path}-run`, join(folder, 'files')];
  const modes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ mode }) => mode,
        () => 0,
      ),
    ),
  );
  return files.flatMap((file, at) => {
    const mode = modes[at] ?? 0;
    return (mode & 0o044) === 0 ? [] : [{ path: file, mode }];
  });
}

export const data: Check = {
  name: 'data',
  async run({ settings: { data: folder } }) {
    if (folder === '') return [assessData(undefined)];
    const modes = process.platform === 'win32' ? [] : await readableByOthers(folder);
    return [assessData(await inspectFolder(folder)), ...assessModes(modes)];
  },
};
