import { Refusal } from '../../../core/index.js';

/** What is wrong with a request, besides what can be wrong with a file. */
const texts = {
  FILE_BUSY: 'Too many files are under way. Try again in a moment.',
  FILE_LENGTH: 'The body does not have the length that it should have.',
  FILE_LENGTH_MISSING: 'Say how long the file is, in Content-Length.',
  FILE_METHOD: 'That cannot be done here.',
  FILE_ORIGIN: 'A page of another site cannot do that.',
  FILE_RANGE: 'The file has no such part.',
  FILE_REQUEST: 'The request makes no sense.',
  FILE_STALLED: 'The transfer stood still for too long.',
  FILE_TUS_VERSION: 'Only version 1.0.0 of tus is spoken here.',
} as const satisfies Readonly<Record<`FILE_${string}`, string>>;

/** A code of this folder's own. */
export type HttpCode = keyof typeof texts;

/** A refusal with the text of its code. */
export function httpRefusal(code: HttpCode, details?: Refusal['details']): Refusal {
  return new Refusal(code, texts[code], details);
}

const statuses: Readonly<Record<string, number>> = {
  FILE_ABORTED: 410,
  FILE_BUSY: 503,
  FILE_CHECKSUM: 422,
  FILE_EXPIRED: 410,
  FILE_INCOMPLETE: 409,
  FILE_LENGTH: 400,
  FILE_LENGTH_MISSING: 411,
  FILE_METHOD: 405,
  FILE_OFFSET: 409,
  FILE_QUOTA: 413,
  FILE_RANGE: 416,
  FILE_REQUEST: 400,
  FILE_STALLED: 408,
  FILE_STORE_FAILED: 500,
  FILE_TAKEN_OVER: 409,
  FILE_TOO_LARGE: 413,
  FILE_TOO_MANY: 429,
  FILE_TUS_VERSION: 412,
  FILE_TYPE: 415,
  FILE_UNKNOWN: 404,
};

/** The status that goes with a code; those of gates and of Partyline itself are 403. */
export function statusOf(code: string): number {
  return statuses[code] ?? 403;
}
