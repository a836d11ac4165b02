import type { Act } from '../act.js';
import { textIn } from '../fields.js';
import { deskRefusal } from '../statuses.js';

/** `{ file }`: nobody can have that file any more. */
export const removeFile: Act = async ({ files }, body, doing) => {
  const file = textIn(body, 'file');
  doing.note({ file });
  if (files.current === undefined) return deskRefusal('FILES_OFF');
  if (!(await files.current.remove(file))) return deskRefusal('OPERATOR_UNKNOWN', { file });
  return { file, line: `removed the file ${file}` };
};
