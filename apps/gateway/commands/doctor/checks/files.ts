import { lstat, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesFolderPath } from '../../../container/files.js';
import { type Check, type Finding, failed, ok, warning } from '../check.js';
import { describeFolderProblem, type FolderInfo, inspectFolder } from '../folder.js';
import { formatBytes } from '../size.js';

/** What is known of where files go. */
export interface FilesInfo {
  /** `undefined`: no files are taken. */
  readonly folder: FolderInfo | undefined;
  /** Whether they go with the process. */
  readonly isTemporary: boolean;
  /** What all of them may have together. */
  readonly maxBytes: number;
  /** The uploads that have begun and not ended. Absent: there are none. */
  readonly unfinished?: { readonly count: number; readonly bytes: number } | undefined;
}

export function assessFiles({ folder, isTemporary: isPassing, maxBytes: most, unfinished }: FilesInfo): Finding {
  if (folder === undefined) return ok('No files are taken.');
  const { path, problem, free } = folder;
  if (problem !== undefined) return failed(describeFolderProblem(folder, '--files-dir'));
  if (free !== undefined && free < most) {
    return warning(
      `Files may have ${formatBytes(most)}, and only ${formatBytes(free)} are free for ${path}: lower --files-bytes.`,
    );
  }
  const where = isPassing ? `In ${path} until the process ends` : `In ${path}`;
  const uploads =
    unfinished === undefined
      ? ''
      : ` Of unfinished uploads there are ${unfinished.count}, with ${formatBytes(unfinished.bytes)}.`;
  const room = free === undefined ? '' : ` of the ${formatBytes(free)} that are free`;
  return ok(`${where}; they may have ${formatBytes(most)}${room}.${uploads}`);
}

export const files: Check = {
  name: 'files',
  async run({ settings }) {
    const kept = filesFolderPath(settings);
    const folder = settings.files ? await inspectFolder(kept ?? tmpdir()) : undefined;
    const unfinished = settings.files && kept !== undefined ? await findUnfinished(kept) : undefined;
    return [assessFiles({ folder, isTemporary: kept === undefined, maxBytes: settings.filesBytes, unfinished })];
  },
};

/** Looks at the uploads in a folder of files. */
async function findUnfinished(dir: string): Promise<FilesInfo['unfinished']> {
  const incoming = join(dir, 'incoming');
  const names = await readdir(incoming).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      lstat(join(incoming, name)).then(
        (status) => status.size,
        () => 0,
      ),
    ),
  );
  return sizes.length === 0 ? undefined : { count: sizes.length, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
}
