import { describe, expect, test } from 'vitest';
import { type FileTransferOptions, settingsOf } from '../../../plugins/file-transfer/options.js';

const made = (options: object) => settingsOf({ dir: 'files', ...options } as FileTransferOptions);

describe('the options', () => {
  test('have defaults', () => {
    const { limits, chunkBytes, creditBytes, baseUrl, path } = made({});
    expect(limits).toEqual({
      fileBytes: 104_857_600,
      userBytes: 1_073_741_824,
      networkBytes: 2_147_483_648,
      guestBytes: 5_368_709_120,
      totalBytes: 10_737_418_240,
      userUploads: 8,
      networkUploads: 32,
      guestUploads: 500,
      uploads: 1_000,
      uploadMs: 86_400_000,
      emptyMs: 60_000,
      keepMs: 2_592_000_000,
    });
    expect([chunkBytes, creditBytes, baseUrl, path]).toEqual([65_536, 1_048_576, undefined, '/files/']);
  });

  test('give guests half of the whole, unless they say otherwise', () => {
    expect(made({ totalBytes: 1_001 }).limits.guestBytes).toBe(501);
    expect(made({ totalBytes: 1_001, guestBytes: 0 }).limits.guestBytes).toBe(0);
  });

  test('keep files for ever where it is said', () => {
    expect(made({ keepMs: Number.POSITIVE_INFINITY }).limits.keepMs).toBeUndefined();
  });

  test.each([
    ['https://chat.example', 'https://chat.example/files/'],
    ['https://chat.example/', 'https://chat.example/files/'],
    ['http://127.0.0.1:8080/party//', 'http://127.0.0.1:8080/party/files/'],
  ])('make the address %s the beginning of %s', (publicUrl, base) => {
    expect(made({ publicUrl }).baseUrl).toBe(base);
  });

  test.each([
    [{ dir: '' }, 'dir must be the name of a folder.'],
    [{ sise: 1 }, 'There is no option sise.'],
    [{ fileBytes: 0 }, 'fileBytes must be a whole number from 1'],
    [{ userBytes: 1.5 }, 'userBytes must be a whole number'],
    [{ totalBytes: '1' }, 'totalBytes must be a whole number'],
    [{ userUploads: 0 }, 'userUploads'],
    [{ keepMs: 1 }, 'keepMs'],
    [{ uploadMs: Number.POSITIVE_INFINITY }, 'uploadMs'],
    [{ chunkBytes: 300_000 }, 'chunkBytes must be a whole number from 4096 to 262144, not 300000.'],
    [{ creditBytes: 1 }, 'creditBytes'],
    [{ creditBytes: 65_536, chunkBytes: 131_072 }, 'creditBytes must be at least chunkBytes.'],
    [{ sessionTransfers: 0 }, 'sessionTransfers'],
    [{ userTransfers: 0 }, 'userTransfers'],
    [{ transfers: 0 }, 'transfers'],
    [{ stallMs: 0 }, 'stallMs'],
    [{ scanMs: 0 }, 'scanMs'],
    [{ ticketMs: 0 }, 'ticketMs'],
    [{ operators: true }, 'operators must be a function.'],
    [{ path: 'files' }, 'path must begin and end with a slash'],
    [{ path: '/../' }, 'path must begin and end with a slash'],
    [{ path: '/a?b/' }, 'path must begin and end with a slash'],
    [{ publicUrl: 'chat.example' }, 'publicUrl must be an address'],
    [{ publicUrl: 'ftp://chat.example' }, 'publicUrl must be an address'],
    [{ publicUrl: 'https://chat.example/?q' }, 'publicUrl must be an address'],
    [{ types: ['image/png'] }, 'types'],
    [{ types: { allow: ['png'] } }, 'types.allow has media types such as image/png or image/*, not png.'],
    [{ types: { deny: 'image/png' } }, 'types.deny must be a list of texts.'],
    [{ extensions: { forbid: [] } }, 'extensions has the lists allow and deny, and no forbid.'],
    [{ extensions: { deny: ['tar.gz'] } }, 'extensions.deny has extensions such as png, not tar.gz.'],
  ])('are refused as %j', (options, text) => {
    expect(() => made(options)).toThrow(TypeError);
    expect(() => made(options)).toThrow(text);
  });
});
