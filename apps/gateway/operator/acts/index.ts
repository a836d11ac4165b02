import type { OperatorAction } from '../act.js';
import type { OperatorActions } from '../wire.js';
import { chaos } from './chaos.js';
import { disconnect } from './disconnect.js';
import { drain } from './drain.js';
import { dropUpload } from './drop-upload.js';
import { file } from './file.js';
import { listener } from './listener.js';
import { moderate } from './moderate.js';
import { plugin } from './plugin.js';
import { removeFile } from './remove-file.js';
import { say } from './say.js';

const actionTable: Readonly<Record<keyof OperatorActions, OperatorAction>> = {
  say,
  file,
  listener,
  disconnect,
  moderate,
  plugin,
  'file/remove': removeFile,
  'upload/drop': dropUpload,
  drain,
  chaos,
};

/** What is done with POST, by what is behind `/operator/`. */
export const actions: Readonly<Record<string, OperatorAction>> = actionTable;
