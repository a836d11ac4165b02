import { describe, expect, test } from 'vitest';
import { ann, bob, bytesOf, facts, failure, kept, nobody, place } from './support/file-store-fixture.js';

describe('a file is refused', () => {
  test('that is larger than files may be', async () => {
    const fileStore = await (await place()).open({ fileBytes: 100 });
    await fileStore.begin(facts(100), ann);
    expect(await failure(fileStore.begin(facts(101), ann))).toEqual({
      code: 'FILE_TOO_LARGE',
      details: { limit: 100 },
    });
  });

  test('when a user has begun too many, until one has ended', async () => {
    const fileStore = await (await place()).open({ userUploads: 2 });
    const upload = await fileStore.begin(facts(0), ann);
    await fileStore.begin(facts(1), ann);
    expect(await failure(fileStore.begin(facts(1), ann))).toEqual({
      code: 'FILE_TOO_MANY',
      details: { whose: 'user', limit: 2 },
    });
    await fileStore.begin(facts(1), bob);
    await upload.claim(nobody).finish();
    const next = await fileStore.begin(facts(1), ann);
    await next.claim(nobody).abort();
    await fileStore.begin(facts(1), ann);
    expect(await failure(fileStore.begin(facts(1), ann))).toMatchObject({ code: 'FILE_TOO_MANY' });
  });

  test('beyond what a user may have, files and what has arrived of uploads together', async () => {
    const fileStore = await (await place()).open({ userBytes: 100 });
    const file = await kept(fileStore, bytesOf(60));
    const hold = (await fileStore.begin(facts(40), ann)).claim(nobody);
    await hold.write(0, bytesOf(39));
    const full = { code: 'FILE_QUOTA', details: { whose: 'user', limit: 100 } };
    expect(await failure(fileStore.begin(facts(2), ann))).toEqual(full);
    await fileStore.begin(facts(100), bob);
    await hold.abort();
    expect(await failure(fileStore.begin(facts(41), ann))).toEqual(full);
    await fileStore.remove(file.id);
    await fileStore.begin(facts(100), ann);
  });

  test('beyond what all may have together', async () => {
    const fileStore = await (await place()).open({ totalBytes: 100 });
    await kept(fileStore, bytesOf(60), ann);
    await (await fileStore.begin(facts(40), bob)).claim(nobody).write(0, bytesOf(40));
    expect(await failure(fileStore.begin(facts(1), bob))).toEqual({
      code: 'FILE_QUOTA',
      details: { whose: 'total', limit: 100 },
    });
  });

  test('and takes no place when its checksum was wrong', async () => {
    const fileStore = await (await place()).open({ userBytes: 10 });
    const hold = (await fileStore.begin(facts(10, { sha256: '0'.repeat(64) }), ann)).claim(nobody);
    await hold.write(0, bytesOf(10));
    expect(await failure(hold.finish())).toEqual({ code: 'FILE_CHECKSUM' });
    await fileStore.begin(facts(10), ann);
  });
});

describe('what is taken is counted exactly', () => {
  test('when many write at once: those that do not fit are given up, and the others go on', async () => {
    const { open, list } = await place();
    const fileStore = await open({ userBytes: 100, userUploads: 100 });
    const holds = await Promise.all(
      Array.from({ length: 50 }, async () => (await fileStore.begin(facts(7), ann)).claim(nobody)),
    );
    const written = await Promise.allSettled(holds.map((hold) => hold.write(0, bytesOf(7))));
    expect(written.filter(({ status }) => status === 'fulfilled')).toHaveLength(14);
    expect(written.every((each) => each.status === 'fulfilled' || each.reason.code === 'FILE_QUOTA')).toBe(true);
    expect([fileStore.bytes(), fileStore.uploads().length, (await list('incoming')).length]).toEqual([98, 14, 14]);
    for (const [at, hold] of holds.entries()) if (written[at]?.status === 'fulfilled') await hold.finish();
    expect((await fileStore.newest({ limit: 50 })).total).toBe(14);
  });

  test('when a file is removed and an upload given up more than once', async () => {
    const fileStore = await (await place()).open({ userBytes: 100 });
    const file = await kept(fileStore, bytesOf(50));
    const hold = (await fileStore.begin(facts(50), ann)).claim(nobody);
    await hold.write(0, bytesOf(50));
    await Promise.all([fileStore.remove(file.id), fileStore.remove(file.id), hold.abort(), hold.abort()]);
    expect(fileStore.bytes()).toBe(0);
    await kept(fileStore, bytesOf(100));
    expect(await failure(fileStore.begin(facts(1), ann))).toMatchObject({ code: 'FILE_QUOTA' });
  });

  test('after a restart', async () => {
    const { open } = await place();
    const before = await open();
    const file = await kept(before, bytesOf(60));
    const upload = await before.begin(facts(50), ann);
    await upload.claim(nobody).write(0, bytesOf(30));
    const fileStore = await open({ userBytes: 100, userUploads: 2 });
    expect(fileStore.bytes()).toBe(90);
    expect(await failure(fileStore.begin(facts(11), ann))).toMatchObject({ code: 'FILE_QUOTA' });
    await fileStore.begin(facts(10), ann);
    expect(await failure(fileStore.begin(facts(0), ann))).toMatchObject({ code: 'FILE_TOO_MANY' });
    await fileStore.remove(file.id);
    await fileStore.upload(upload.id)?.claim(nobody).abort();
    expect(fileStore.bytes()).toBe(0);
  });

  test('after a restart with lower limits, which drop nothing', async () => {
    const { open } = await place();
    const file = await kept(await open(), bytesOf(60));
    const fileStore = await open({ fileBytes: 10, userBytes: 10, totalBytes: 10 });
    expect(await fileStore.file(file.id)).toEqual(file);
    expect(await failure(fileStore.begin(facts(1), ann))).toMatchObject({ code: 'FILE_QUOTA' });
  });
});

describe('what was announced and has not arrived', () => {
  const guest = (n: number) => ({ user: `guest ${n}`, nick: `guest${n}`, room: 'lobby', guest: true });

  test('takes no place from others, before and after a restart', async () => {
    const { open } = await place();
    const limits = { fileBytes: 100, userBytes: 1_000, guestBytes: 500, totalBytes: 1_000, uploads: 400 };
    const before = await open(limits);
    for (let n = 0; n < 26; n++) for (let each = 0; each < 4; each++) await before.begin(facts(100), guest(n));
    await kept(before, bytesOf(50), ann);
    const after = await open(limits);
    expect(after.bytes()).toBe(50);
    await kept(after, bytesOf(50), ann);
    await kept(after, bytesOf(50), guest(99));
  });

  test('is given up after a minute, and an upload with bytes is not', async () => {
    const { open, clock, list } = await place();
    const fileStore = await open({ uploadMs: 86_400_000, emptyMs: 60_000 });
    const empty = await fileStore.begin(facts(100), ann);
    const begun = await fileStore.begin(facts(100), ann);
    await begun.claim(nobody).write(0, bytesOf(1));
    await clock.advance(60_000);
    expect([fileStore.upload(empty.id), fileStore.upload(begun.id)]).toEqual([undefined, begun]);
    expect(await fileStore.sweep()).toBe(1);
    expect(await list('incoming')).toEqual([begun.id]);
  });
});

describe('many owners together', () => {
  const from = (n: number, network: string, isGuest = true) => ({
    user: `u${n}`,
    nick: `n${n}`,
    room: 'lobby',
    network,
    guest: isGuest,
  });

  test('have a limit of bytes per network, for as long as the files are there', async () => {
    const { open } = await place();
    const before = await open({ networkBytes: 100 });
    const file = await kept(before, bytesOf(60), from(1, '192.0.2.1'));
    const fileStore = await open({ networkBytes: 100 });
    const full = { code: 'FILE_QUOTA', details: { whose: 'network', limit: 100 } };
    expect(await failure(fileStore.begin(facts(41), from(2, '192.0.2.1', false)))).toEqual(full);
    await kept(fileStore, bytesOf(90), from(3, '192.0.2.2'));
    await fileStore.remove(file.id);
    await kept(fileStore, bytesOf(100), from(2, '192.0.2.1'));
  });

  test('have a limit of uploads per network', async () => {
    const fileStore = await (await place()).open({ networkUploads: 2 });
    await fileStore.begin(facts(1), from(1, '192.0.2.1'));
    await fileStore.begin(facts(1), from(2, '192.0.2.1'));
    expect(await failure(fileStore.begin(facts(1), from(3, '192.0.2.1')))).toEqual({
      code: 'FILE_TOO_MANY',
      details: { whose: 'network', limit: 2 },
    });
    await fileStore.begin(facts(1), from(3, '192.0.2.2'));
  });

  test('cannot fill the place of those with an account, as guests', async () => {
    const { open } = await place();
    const before = await open({ guestBytes: 100, totalBytes: 200 });
    for (let n = 0; n < 10; n++) await kept(before, bytesOf(10), from(n, `192.0.2.${n}`));
    const fileStore = await open({ guestBytes: 100, totalBytes: 200 });
    expect([fileStore.bytes(), fileStore.guestBytes()]).toEqual([100, 100]);
    expect(await failure(fileStore.begin(facts(1), from(11, '192.0.2.99')))).toEqual({
      code: 'FILE_QUOTA',
      details: { whose: 'guests', limit: 100 },
    });
    await kept(fileStore, bytesOf(100), from(12, '192.0.2.1', false));
  });

  test('make room for a new upload by the one that has waited longest without a connection', async () => {
    const { open, clock, list } = await place();
    const fileStore = await open({ uploads: 4, guestUploads: 2 });
    const held = await fileStore.begin(facts(1), from(1, '192.0.2.1'));
    held.claim(nobody);
    const idle = await fileStore.begin(facts(1), from(2, '192.0.2.2'));
    await clock.advance(1);
    const account = await fileStore.begin(facts(1), ann);
    const next = await fileStore.begin(facts(1), from(3, '192.0.2.3'));
    expect([held, idle, account, next].map(({ id }) => fileStore.upload(id) !== undefined)).toEqual([
      true,
      false,
      true,
      true,
    ]);
    next.claim(nobody);
    // All guests' uploads are held now.
    expect(await failure(fileStore.begin(facts(1), from(4, '192.0.2.4')))).toEqual({
      code: 'FILE_TOO_MANY',
      details: { whose: 'guests', limit: 2 },
    });
    await fileStore.begin(facts(1), ann);
    await fileStore.begin(facts(1), bob);
    expect(fileStore.uploads()).toHaveLength(4);
    expect(await list('incoming')).toHaveLength(4);
    expect(fileStore.upload(account.id)).toBeUndefined();
  });
});

test.each([
  'fileBytes',
  'userBytes',
  'networkBytes',
  'guestBytes',
  'totalBytes',
  'userUploads',
  'networkUploads',
  'guestUploads',
  'uploads',
  'uploadMs',
  'emptyMs',
  'keepMs',
])('the limit %s is a whole number', async (name) => {
  const { open } = await place();
  for (const value of [-1, 1.5, Number.NaN]) await expect(open({ [name]: value })).rejects.toThrow(TypeError);
});
