import { ChatError, type ErrorDetails } from '../../../core/index.js';

/** Error codes of files with their texts. */
export const fileErrors = {
  FILE_ABORTED: 'The upload was given up.',
  FILE_BACKLOG: 'Too much waits to be written. Send the rest when that is done.',
  FILE_CHECKSUM: 'The file is damaged: its checksum does not match.',
  FILE_EXPIRED: 'The upload stood still for too long.',
  FILE_INCOMPLETE: 'The file is not complete.',
  FILE_OFFSET: 'Those are not the bytes that come next.',
  FILE_QUOTA: 'There is no place left for the file.',
  FILE_STORE_FAILED: 'The file could not be written or read.',
  FILE_TAKEN_OVER: 'Another connection goes on with the upload.',
  FILE_TOO_LARGE: 'The file is too large.',
  FILE_TOO_MANY: 'You have too many uploads under way.',
  FILE_UNKNOWN: 'There is no such file.',
} as const satisfies Readonly<Record<`FILE_${string}`, string>>;

/** A code of {@link fileErrors}. */
export type FileErrorCode = keyof typeof fileErrors;

/** An error with the text of its code. */
export function fileError(code: FileErrorCode, details?: ErrorDetails, cause?: unknown): ChatError {
  return new ChatError(code, fileErrors[code], { ...(details && { details }), ...(cause !== undefined && { cause }) });
}

/**
 * What the disk or the store has thrown, as `FILE_STORE_FAILED` with the system's code as `reason` where there is one;
 * an error that has a code of {@link fileErrors} already stays as it is.
 */
export function storeFailed(cause: unknown): ChatError {
  if (cause instanceof ChatError && Object.hasOwn(fileErrors, cause.code)) return cause;
  const reason = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return fileError('FILE_STORE_FAILED', reason === undefined ? undefined : { reason }, cause);
}
