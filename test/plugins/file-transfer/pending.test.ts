import { describe, expect, test } from 'vitest';
import { type Archive, type Json, MemoryStore } from '../../../core/index.js';
import { pendingIn } from '../../../plugins/file-transfer/finish/pending.js';
import { settingsOf } from '../../../plugins/file-transfer/options.js';
import { manualClock } from '../../../testkit/index.js';
import { memoryVault } from './support/memory-vault.js';

/** A vault with a file that was not announced, as far as the store knows. */
async function leftBehind() {
  const vault = memoryVault(settingsOf({ dir: 'x' }).limits, manualClock());
  const upload = await vault.begin({ name: 'a', size: 0, type: 'x/y' }, { user: 'u', nick: 'ann', room: 'lobby' });
  const { id } = await upload.claim(() => {}).finish();
  const store = new MemoryStore();
  await pendingIn(store).add(id);
  return { vault, store, id };
}

/** The log of the lobby, with one message that has this beside its text. */
function archiveWith(data: Json): Archive {
  const from = { id: 'u', nick: 'ann' };
  const message = { id: 'm', room: 'lobby', from, kind: 'file', text: 'a', data, at: 0, session: 's' };
  const entries = [{ position: { epoch: 'e', offset: 1 }, message }];
  const read = async (room: string) => ({ entries: room === 'lobby' ? entries : [], more: false, gap: false });
  return { read } as Partial<Archive> as Archive;
}

describe('a file that an earlier process has left behind', () => {
  test('is removed when nobody was told of it', async () => {
    const { vault, store, id } = await leftBehind();
    const pending = pendingIn(store);
    await pending.clean(vault, archiveWith({ file: 'another' }));
    expect([vault.kept.has(id), await store.list({ prefix: '', limit: 10 })]).toEqual([false, []]);
  });

  test('stays when its message is out', async () => {
    const { vault, store, id } = await leftBehind();
    const pending = pendingIn(store);
    await pending.clean(vault, archiveWith({ file: id }));
    expect([vault.kept.has(id), pending.has(id)]).toEqual([true, false]);
    expect(await store.list({ prefix: '', limit: 10 })).toEqual([]);
  });
});
