import { describe, expect, test } from 'vitest';
import { ann, bob, bytesOf, facts, failure, kept, nobody, place } from './support/place.js';

describe('a file is refused', () => {
  test('that is larger than files may be', async () => {
    const vault = await (await place()).open({ fileBytes: 100 });
    await vault.begin(facts(100), ann);
    expect(await failure(vault.begin(facts(101), ann))).toEqual({ code: 'FILE_TOO_LARGE', details: { limit: 100 } });
  });

  test('when a user has begun too many, until one has ended', async () => {
    const vault = await (await place()).open({ userUploads: 2 });
    const upload = await vault.begin(facts(0), ann);
    await vault.begin(facts(1), ann);
    expect(await failure(vault.begin(facts(1), ann))).toEqual({ code: 'FILE_TOO_MANY', details: { limit: 2 } });
    await vault.begin(facts(1), bob);
    await upload.claim(nobody).finish();
    const next = await vault.begin(facts(1), ann);
    await next.claim(nobody).abort();
    await vault.begin(facts(1), ann);
    expect(await failure(vault.begin(facts(1), ann))).toMatchObject({ code: 'FILE_TOO_MANY' });
  });

  test('beyond what a user may have, files and uploads together', async () => {
    const vault = await (await place()).open({ userBytes: 100 });
    const file = await kept(vault, bytesOf(60));
    const upload = await vault.begin(facts(40), ann);
    const full = { code: 'FILE_QUOTA', details: { whose: 'user', limit: 100 } };
    expect(await failure(vault.begin(facts(1), ann))).toEqual(full);
    await vault.begin(facts(100), bob);
    await upload.claim(nobody).abort();
    expect(await failure(vault.begin(facts(41), ann))).toEqual(full);
    await vault.remove(file.id);
    await vault.begin(facts(100), ann);
    expect(await failure(vault.begin(facts(1), ann))).toEqual(full);
  });

  test('beyond what all may have together', async () => {
    const vault = await (await place()).open({ totalBytes: 100 });
    await kept(vault, bytesOf(60), ann);
    await vault.begin(facts(40), bob);
    expect(await failure(vault.begin(facts(1), bob))).toEqual({
      code: 'FILE_QUOTA',
      details: { whose: 'total', limit: 100 },
    });
  });

  test('and takes no place when its checksum was wrong', async () => {
    const vault = await (await place()).open({ userBytes: 10 });
    const hold = (await vault.begin(facts(10, { sha256: '0'.repeat(64) }), ann)).claim(nobody);
    await hold.write(0, bytesOf(10));
    expect(await failure(hold.finish())).toEqual({ code: 'FILE_CHECKSUM' });
    await vault.begin(facts(10), ann);
  });
});

describe('what is taken is counted exactly', () => {
  test('when many begin at once', async () => {
    const vault = await (await place()).open({ userBytes: 100, userUploads: 100 });
    const begun = await Promise.allSettled(Array.from({ length: 50 }, () => vault.begin(facts(7), ann)));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(14);
    expect(begun.every((each) => each.status === 'fulfilled' || each.reason.code === 'FILE_QUOTA')).toBe(true);
  });

  test('when a file is removed and an upload given up more than once', async () => {
    const vault = await (await place()).open({ userBytes: 100 });
    const file = await kept(vault, bytesOf(50));
    const hold = (await vault.begin(facts(50), ann)).claim(nobody);
    await Promise.all([vault.remove(file.id), vault.remove(file.id), hold.abort(), hold.abort()]);
    await vault.begin(facts(100), ann);
    expect(await failure(vault.begin(facts(1), ann))).toMatchObject({ code: 'FILE_QUOTA' });
  });

  test('after a restart', async () => {
    const { open } = await place();
    const before = await open();
    const file = await kept(before, bytesOf(60));
    const upload = await before.begin(facts(30), ann);
    const vault = await open({ userBytes: 100, userUploads: 2 });
    expect(await failure(vault.begin(facts(11), ann))).toMatchObject({ code: 'FILE_QUOTA' });
    await vault.begin(facts(10), ann);
    expect(await failure(vault.begin(facts(0), ann))).toMatchObject({ code: 'FILE_TOO_MANY' });
    await vault.remove(file.id);
    await vault.upload(upload.id)?.claim(nobody).abort();
    await vault.begin(facts(90), ann);
    expect(await failure(vault.begin(facts(1), ann))).toMatchObject({ code: 'FILE_TOO_MANY' });
  });

  test('after a restart with lower limits, which drop nothing', async () => {
    const { open } = await place();
    const file = await kept(await open(), bytesOf(60));
    const vault = await open({ fileBytes: 10, userBytes: 10, totalBytes: 10 });
    expect(await vault.file(file.id)).toEqual(file);
    expect(await failure(vault.begin(facts(1), ann))).toMatchObject({ code: 'FILE_QUOTA' });
  });
});

test.each(['fileBytes', 'userBytes', 'totalBytes', 'userUploads', 'uploadMs', 'keepMs'])(
  'the limit %s is a whole number',
  async (name) => {
    const { open } = await place();
    for (const value of [-1, 1.5, Number.NaN]) await expect(open({ [name]: value })).rejects.toThrow(TypeError);
  },
);
