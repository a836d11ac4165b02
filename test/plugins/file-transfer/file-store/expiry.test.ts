import { describe, expect, test } from 'vitest';
import { ann, bytesOf, facts, failure, found, kept, nobody, place } from './support/file-store-fixture.js';

describe('an upload to which nothing comes for too long', () => {
  test('is dropped, and whoever holds it is told', async () => {
    const { open, clock, list } = await place();
    const fileStore = await open({ uploadMs: 1000, userBytes: 10 });
    const upload = await fileStore.begin(facts(10), ann);
    const told: string[] = [];
    const hold = upload.claim((code) => told.push(code));
    expect(upload.expiresAt).toBe(clock.now() + 1000);
    await clock.advance(1000);
    expect(fileStore.upload(upload.id)).toBeUndefined();
    expect(await fileStore.sweep()).toBe(1);
    expect(await fileStore.sweep()).toBe(0);
    expect(told).toEqual(['FILE_EXPIRED']);
    expect(await failure(hold.write(0, bytesOf(1)))).toEqual({ code: 'FILE_EXPIRED' });
    expect(await list('incoming')).toEqual([]);
    await fileStore.begin(facts(10), ann);
  });

  test('takes no byte even before it is dropped', async () => {
    const { open, clock } = await place();
    const fileStore = await open({ uploadMs: 1000 });
    const hold = (await fileStore.begin(facts(10), ann)).claim(nobody);
    await clock.advance(1000);
    expect(await failure(hold.write(0, bytesOf(1)))).toEqual({ code: 'FILE_EXPIRED' });
    expect(await fileStore.sweep()).toBe(0);
  });

  test('has its whole time again with every byte', async () => {
    const { open, clock } = await place();
    const fileStore = await open({ uploadMs: 1000 });
    const upload = await fileStore.begin(facts(10), ann);
    const hold = upload.claim(nobody);
    await clock.advance(999);
    await hold.write(0, bytesOf(1));
    await clock.advance(999);
    expect(await fileStore.sweep()).toBe(0);
    expect(found(fileStore, upload.id).expiresAt).toBe(clock.now() + 1);
  });

  test('is not dropped while it is being finished', async () => {
    const { open, clock } = await place();
    const fileStore = await open({ uploadMs: 1000 });
    const hold = (await fileStore.begin(facts(1_000_000), ann)).claim(nobody);
    void hold.write(0, bytesOf(1_000_000));
    const finishing = hold.finish();
    clock.now = () => 5000;
    expect(await fileStore.sweep()).toBe(0);
    expect((await finishing).size).toBe(1_000_000);
  });
});

describe('a file whose time is over', () => {
  test('is gone, and dropped with the next sweep', async () => {
    const { open, clock, list } = await place();
    const fileStore = await open({ keepMs: 5000 });
    const old = await kept(fileStore, bytesOf(10));
    await clock.advance(4999);
    const young = await kept(fileStore, bytesOf(10));
    expect(await fileStore.sweep()).toBe(0);
    expect(await fileStore.file(old.id)).toEqual(old);
    await clock.advance(1);
    expect(await fileStore.file(old.id)).toBeUndefined();
    expect(await failure(fileStore.open(old.id))).toEqual({ code: 'FILE_UNKNOWN' });
    expect(await fileStore.files('lobby', { limit: 9 })).toEqual([young]);
    expect(await list('blobs')).toHaveLength(2);
    expect(await fileStore.sweep()).toBe(1);
    expect(await list('blobs')).toEqual([young.sha256]);
  });

  test('is gone after a restart too', async () => {
    const { open, clock } = await place();
    const file = await kept(await open({ keepMs: 5000 }), bytesOf(10));
    await clock.advance(5000);
    const fileStore = await open({ keepMs: 5000 });
    expect(await fileStore.file(file.id)).toBeUndefined();
    expect(await fileStore.sweep()).toBe(1);
  });

  test('never comes where there is none', async () => {
    const { open, clock } = await place();
    const fileStore = await open();
    const file = await kept(fileStore, bytesOf(10));
    await clock.advance(1_000_000_000_000);
    expect(await fileStore.sweep()).toBe(0);
    expect(await fileStore.file(file.id)).toEqual(file);
  });
});
