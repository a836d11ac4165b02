import type { Act } from '../act.js';
import { textIn } from '../fields.js';
import { deskRefusal } from '../statuses.js';

/** `{ upload }`: gives an unfinished upload up; its sender is told so. */
export const dropUpload: Act = async ({ files }, body, doing) => {
  const upload = textIn(body, 'upload');
  doing.note({ upload });
  if (files.current === undefined) return deskRefusal('FILES_OFF');
  if (!(await files.current.drop(upload))) return deskRefusal('OPERATOR_UNKNOWN', { upload });
  return { upload, line: `dropped the upload ${upload}` };
};
