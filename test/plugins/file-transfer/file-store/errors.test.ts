import { describe, expect, test } from 'vitest';
import { ChatError } from '../../../../core/index.js';
import { type FileErrorCode, fileError, fileErrors } from '../../../../plugins/file-transfer/file-store/index.js';

const codes = Object.keys(fileErrors) as FileErrorCode[];

describe('the table of errors', () => {
  test('is sorted', () => {
    expect(codes).toEqual([...codes].sort());
  });

  test.each(codes)('%s says what happened, as a sentence', (code) => {
    expect(code).toMatch(/^FILE(_[A-Z]+)+$/);
    expect(fileErrors[code]).toMatch(/^[A-Z].*\.$/);
  });

  test('makes errors that carry code, text, details and cause', () => {
    const cause = new Error('why');
    const error = fileError('FILE_OFFSET', { offset: 3 }, cause);
    expect(error).toBeInstanceOf(ChatError);
    expect(error).toMatchObject({
      code: 'FILE_OFFSET',
      message: fileErrors.FILE_OFFSET,
      details: { offset: 3 },
      cause,
    });
    expect(fileError('FILE_UNKNOWN').details).toBeUndefined();
  });
});
