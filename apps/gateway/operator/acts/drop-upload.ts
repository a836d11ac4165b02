import type { OperatorAction } from '../act.js';
import { readText } from '../fields.js';
import { operatorRefusal } from '../statuses.js';

/** `{ upload }`: gives an unfinished upload up; its sender is told so. */
export const dropUpload: OperatorAction = async ({ files }, body, doing) => {
  const upload = readText(body, 'upload');
  doing.log({ upload });
  if (files.current === undefined) return operatorRefusal('FILES_OFF');
  if (!(await files.current.drop(upload))) return operatorRefusal('OPERATOR_UNKNOWN', { upload });
  return { upload, line: `dropped the upload ${upload}` };
};
