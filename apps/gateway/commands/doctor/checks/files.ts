import { tmpdir } from 'node:os';
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
}

export function judgeFiles({ folder, isPassing, most }: FilesFacts): Finding {
  if (folder === undefined) return ok('No files are taken.');
  const { path, problem, free } = folder;
  if (problem !== undefined) return failed(folderProblem(folder, '--files-dir'));
  if (free !== undefined && free < most) {
    return warning(`Files may have ${size(most)}, and only ${size(free)} are free for ${path}: lower --files-bytes.`);
  }
  const where = isPassing ? `In ${path} until the process ends` : `In ${path}`;
  return ok(`${where}; they may have ${size(most)}${free === undefined ? '' : ` of the ${size(free)} that are free`}.`);
}

export const files: Check = {
  name: 'files',
  async examine({ settings }) {
    const kept = filesFolder(settings);
    const folder = settings.files ? await lookAtFolder(kept ?? tmpdir()) : undefined;
    return [judgeFiles({ folder, isPassing: kept === undefined, most: settings.filesBytes })];
  },
};
