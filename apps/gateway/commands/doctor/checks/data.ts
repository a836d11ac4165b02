import { type Check, type Finding, failed, ok, warning } from '../check.js';
import { type FolderFacts, folderProblem, lookAtFolder } from '../folder.js';
import { size } from '../size.js';

const SCARCE_BYTES = 1_073_741_824;
const FULL_BYTES = 67_108_864;

/** @param folder `undefined`: everything is in memory. */
export function judgeData(folder: FolderFacts | undefined): Finding {
  if (folder === undefined) return ok('Everything is in memory, gone with the process. To keep it: --data ./data.');
  const { path, exists, problem, free } = folder;
  if (problem !== undefined) return failed(folderProblem(folder, '--data'));
  if (free !== undefined && free < FULL_BYTES) return failed(`Only ${size(free)} are free for ${path}: make room.`);
  if (free !== undefined && free < SCARCE_BYTES) {
    return warning(`Only ${size(free)} are free for ${path}: make room, or keep less (--keep-days).`);
  }
  return ok(
    `${path} ${exists ? 'can be written into' : 'will be made'}${free === undefined ? '' : `, ${size(free)} are free`}.`,
  );
}

export const data: Check = {
  name: 'data',
  examine: async ({ settings }) => [judgeData(settings.data === '' ? undefined : await lookAtFolder(settings.data))],
};
