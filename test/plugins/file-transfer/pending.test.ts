import { describe, expect, test } from 'vitest';
import { type Json, MemoryBroker, type MessageLog, type PluginHost, silent } from '../../../core/index.js';
import { ALL_ROOMS, keyForRoom, SERVER_USER } from '../../../plugins/file-transfer/completion/announcement.js';
import { settlePending } from '../../../plugins/file-transfer/completion/pending.js';
import { settingsOf } from '../../../plugins/file-transfer/options.js';
import { manualClock } from '../../../testkit/index.js';
import { countingRandom } from '../../support/random.js';
import { createMemoryFileStore } from './support/memory-file-store.js';

/** A vault with a file that is pending, and a log. */
async function leftBehind(room = 'lobby', user = 'u') {
  const fileStore = createMemoryFileStore(settingsOf({ dir: 'x' }).limits, manualClock());
  const upload = await fileStore.begin({ name: 'a', size: 0, type: 'x/y' }, { user, nick: 'ann', room });
  const { id } = await upload.claim(() => {}).finish();
  const archive = new MemoryBroker(countingRandom(), { entriesPerRoom: 500 });
  await archive.start({ entry() {}, ephemeral() {} });
  return { fileStore, archive, id, transfer: upload.id };
}

/** Puts a message into a log. */
async function said(archive: MemoryBroker, room: string, author: string, key: string, data: Json) {
  const from = { id: author, nick: 'ann' };
  return archive.publish({ id: `m-${key}`, room, from, kind: 'file', text: 'a', data, key, at: 5, session: 's' });
}

const hostWith = (archive: MessageLog): Pick<PluginHost, 'chat' | 'log'> =>
  ({ chat: { log: archive }, log: silent }) as unknown as PluginHost;

const about = (file: string): Json => ({ file, name: 'a', size: 0, type: 'x/y', sha256: '0' });

describe('a file that an earlier process has left pending', () => {
  test('is removed when its message is not in the log', async () => {
    const { fileStore, archive, id } = await leftBehind();
    await said(archive, 'lobby', 'u', 'another', about(id));
    expect(await settlePending({ fileStore, host: hostWith(archive) as PluginHost })).toBe(true);
    expect(fileStore.kept.has(id)).toBe(false);
  });

  test.each([
    ['its sender', 'u'],
    ['the plugin, since its sender was gone', SERVER_USER],
  ])('stays when it was announced by %s, however much was said since', async (_, author) => {
    const { fileStore, archive, id, transfer } = await leftBehind();
    const { position } = await said(archive, 'lobby', author, transfer, about(id));
    for (let n = 0; n < 300; n++) await said(archive, 'lobby', 'u', `later ${n}`, null);
    await settlePending({ fileStore, host: hostWith(archive) as PluginHost });
    expect([fileStore.kept.has(id), fileStore.isPending(id)]).toEqual([true, false]);
    expect(await fileStore.outcome(transfer)).toMatchObject({ message: { ...position, id: `m-${transfer}`, at: 5 } });
  });

  test('stays when its message was deleted since', async () => {
    const { fileStore, archive, id, transfer } = await leftBehind();
    const { position } = await said(archive, 'lobby', 'u', transfer, about(id));
    await archive.erase('lobby', [position.offset]);
    await settlePending({ fileStore, host: hostWith(archive) as PluginHost });
    expect([fileStore.kept.has(id), fileStore.isPending(id)]).toEqual([true, false]);
  });

  test('is found in any room when it was for all of them', async () => {
    const { fileStore, archive, id, transfer } = await leftBehind(ALL_ROOMS, SERVER_USER);
    for (let n = 0; n < 150; n++) await said(archive, `room ${n}`, 'u', 'hello', null);
    await said(archive, 'zebra', SERVER_USER, keyForRoom('zebra', transfer), about(id));
    await settlePending({ fileStore, host: hostWith(archive) as PluginHost });
    expect([fileStore.kept.has(id), fileStore.isPending(id)]).toEqual([true, false]);
  });

  test('stays unseen while the log cannot be read, and is decided on later', async () => {
    const { fileStore, archive, id } = await leftBehind();
    const known = () => Promise.reject(new Error('no disk'));
    const broken = hostWith({ known } as unknown as MessageLog) as PluginHost;
    expect(await settlePending({ fileStore, host: broken })).toBe(false);
    expect([fileStore.kept.has(id), fileStore.isPending(id)]).toEqual([true, true]);
    await settlePending({ fileStore, host: hostWith(archive) as PluginHost });
    expect(fileStore.kept.has(id)).toBe(false);
  });

  test('stays for as long as it may still be announced', async () => {
    const { fileStore, archive, id } = await leftBehind();
    await settlePending({ fileStore, host: hostWith(archive) as PluginHost }, (file) => file === id);
    expect([fileStore.kept.has(id), fileStore.isPending(id)]).toEqual([true, true]);
  });
});

test('a file that is seen is never removed, even if its record says that it is pending', async () => {
  const { fileStore, archive, id, transfer } = await leftBehind();
  const stored = { file: fileStore.kept.get(id)?.file as never, upload: transfer };
  await fileStore.markAnnounced(id);
  const late = { ...fileStore, pending: async () => [stored] };
  await settlePending({ fileStore: late, host: hostWith(archive) as PluginHost });
  expect([fileStore.kept.has(id), (await fileStore.file(id))?.id]).toEqual([true, id]);
});
