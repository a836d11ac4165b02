import type { OperatorAction } from '../act.js';
import { readText } from '../fields.js';
import { operatorRefusal } from '../statuses.js';

/** `{ file }`: nobody can have that file any more. */
export const removeFile: OperatorAction = async ({ files }, body, doing) => {
  const file = readText(body, 'file');
  doing.log({ file });
  if (files.current === undefined) return operatorRefusal('FILES_OFF');
  if (!(await files.current.remove(file))) return operatorRefusal('OPERATOR_UNKNOWN', { file });
  return { file, line: `removed the file ${file}` };
};
