import { describe, expect, test } from 'vitest';
import { ann, bytesOf, facts, failure, found, kept, nobody, place } from './support/place.js';

describe('an upload to which nothing comes for too long', () => {
  test('is dropped, and whoever holds it is told', async () => {
    const { open, clock, list } = await place();
    const vault = await open({ uploadMs: 1000, userBytes: 10 });
    const upload = await vault.begin(facts(10), ann);
    const told: string[] = [];
    const hold = upload.claim((code) => told.push(code));
    expect(upload.expiresAt).toBe(clock.now() + 1000);
    await clock.advance(1000);
    expect(vault.upload(upload.id)).toBeUndefined();
    expect(await vault.sweep()).toBe(1);
    expect(await vault.sweep()).toBe(0);
    expect(told).toEqual(['FILE_EXPIRED']);
    expect(await failure(hold.write(0, bytesOf(1)))).toEqual({ code: 'FILE_EXPIRED' });
    expect(await list('incoming')).toEqual([]);
    await vault.begin(facts(10), ann);
  });

  test('takes no byte even before it is dropped', async () => {
    const { open, clock } = await place();
    const vault = await open({ uploadMs: 1000 });
    const hold = (await vault.begin(facts(10), ann)).claim(nobody);
    await clock.advance(1000);
    expect(await failure(hold.write(0, bytesOf(1)))).toEqual({ code: 'FILE_EXPIRED' });
    expect(await vault.sweep()).toBe(0);
  });

  test('has its whole time again with every byte', async () => {
    const { open, clock } = await place();
    const vault = await open({ uploadMs: 1000 });
    const upload = await vault.begin(facts(10), ann);
    const hold = upload.claim(nobody);
    await clock.advance(999);
    await hold.write(0, bytesOf(1));
    await clock.advance(999);
    expect(await vault.sweep()).toBe(0);
    expect(found(vault, upload.id).expiresAt).toBe(clock.now() + 1);
  });

  test('is not dropped while it is being finished', async () => {
    const { open, clock } = await place();
    const vault = await open({ uploadMs: 1000 });
    const hold = (await vault.begin(facts(1_000_000), ann)).claim(nobody);
    void hold.write(0, bytesOf(1_000_000));
    const finishing = hold.finish();
    clock.now = () => 5000;
    expect(await vault.sweep()).toBe(0);
    expect((await finishing).size).toBe(1_000_000);
  });
});

describe('a file whose time is over', () => {
  test('is gone, and dropped with the next sweep', async () => {
    const { open, clock, list } = await place();
    const vault = await open({ keepMs: 5000 });
    const old = await kept(vault, bytesOf(10));
    await clock.advance(4999);
    const young = await kept(vault, bytesOf(10));
    expect(await vault.sweep()).toBe(0);
    expect(await vault.file(old.id)).toEqual(old);
    await clock.advance(1);
    expect(await vault.file(old.id)).toBeUndefined();
    expect(await failure(vault.open(old.id))).toEqual({ code: 'FILE_UNKNOWN' });
    expect(await vault.files('lobby', { limit: 9 })).toEqual([young]);
    expect(await list('blobs')).toHaveLength(2);
    expect(await vault.sweep()).toBe(1);
    expect(await list('blobs')).toEqual([young.sha256]);
  });

  test('is gone after a restart too', async () => {
    const { open, clock } = await place();
    const file = await kept(await open({ keepMs: 5000 }), bytesOf(10));
    await clock.advance(5000);
    const vault = await open({ keepMs: 5000 });
    expect(await vault.file(file.id)).toBeUndefined();
    expect(await vault.sweep()).toBe(1);
  });

  test('never comes where there is none', async () => {
    const { open, clock } = await place();
    const vault = await open();
    const file = await kept(vault, bytesOf(10));
    await clock.advance(1_000_000_000_000);
    expect(await vault.sweep()).toBe(0);
    expect(await vault.file(file.id)).toEqual(file);
  });
});
