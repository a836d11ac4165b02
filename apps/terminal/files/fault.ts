import { ClientError } from '../../../client/index.js';
import { cleanLine } from '../text/clean.js';

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read or written',
  EPERM: 'it may not be read or written',
  EISDIR: 'it is a folder',
  ENOTDIR: 'there is no such folder',
  ENOSPC: 'the disk is full',
};

/** Why a transfer has failed, in words. */
export function fault(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'given up';
  if (error instanceof ClientError) return `${cleanLine(error.message)} (${cleanLine(error.code)})`;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return WORDS[code] ?? cleanLine(message);
}
