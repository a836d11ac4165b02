import { lstat, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesFolder } from '../../../container/files.js';
import { type Check, type Finding, failed, ok, warning } from '../check.js';
import { type FolderFacts, folderProblem, lookAtFolder } from '../folder.js';
import { size } from '../size.js';

/** What is known of where files go. */
export interface FilesFacts {
  /** `undefined`: no files are taken. */
  readonly folder: FolderFacts | undefined;
  /** Whether they go with the process. */
  readonly isPassing: boolean;
  /** What all of them may have together. */
  readonly most: number;
  /** The uploads that have begun and not ended. Absent: there are none. */
  readonly unfinished?: { readonly count: number; readonly bytes: number } | undefined;
}

export function judgeFiles({ folder, isPassing, most, unfinished }: FilesFacts): Finding {
  if (folder === undefined) return ok('No files are taken.');
  const { path, problem, free } = folder;
  if (problem !== undefined) return failed(folderProblem(folder, '--files-dir'));
  if (free !== undefined && free < most) {
    return warning(`Files may have ${size(most)}, and only ${size(free)} are free for ${path}: lower --files-bytes.`);
  }
  const where = isPassing ? `In ${path} until the process ends` : `In ${path}`;
  const uploads =
    unfinished === undefined
      ? ''
      : ` Of unfinished uploads there are ${unfinished.count}, with ${size(unfinished.bytes)}.`;
  const room = free === undefined ? '' : ` of the ${size(free)} that are free`;
  return ok(`${where}; they may have ${size(most)}${room}.${uploads}`);
}

export const files: Check = {
  name: 'files',
  async examine({ settings }) {
    const kept = filesFolder(settings);
    const folder = settings.files ? await lookAtFolder(kept ?? tmpdir()) : undefined;
    const unfinished = settings.files && kept !== undefined ? await unfinishedIn(kept) : undefined;
    return [judgeFiles({ folder, isPassing: kept === undefined, most: settings.filesBytes, unfinished })];
  },
};

/** Looks at the uploads in a folder of files. */
async function unfinishedIn(dir: string): Promise<FilesFacts['unfinished']> {
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
