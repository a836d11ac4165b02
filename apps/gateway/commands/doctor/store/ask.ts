import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJsonObject } from '../../../../../core/index.js';
import { LOG_FILE } from '../../../container/broker.js';
import type { StoreInspection } from './facts.js';

/** Under the limit of a check, so that what was seen until then counts. */
const INSPECT_TIMEOUT_MS = 4_000;

/** Has a process look at the log in a folder, and ends it when it takes too long. Never rejects. */
export function inspectStore(folder: string): Promise<StoreInspection> {
  const path = join(folder, LOG_FILE);
  const examiner = fileURLToPath(new URL('./examiner.js', import.meta.url));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [examiner, path],
      { timeout: INSPECT_TIMEOUT_MS, killSignal: 'SIGKILL' },
      (_error, out) => {
        resolve({ path, report: lastLook(out) });
      },
    );
  });
}

function lastLook(out: string): StoreInspection['report'] {
  const line = out.trimEnd().split('\n').at(-1);
  if (line === undefined || line === '') return undefined;
  const look: unknown = JSON.parse(line);
  return isJsonObject(look) ? (look as unknown as StoreInspection['report']) : undefined;
}
