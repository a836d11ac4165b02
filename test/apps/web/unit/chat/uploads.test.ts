import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  abortUpload,
  pauseUpload,
  resumeUpload,
  retryUpload,
  sendFiles,
  type UploadItem,
} from '../../../../../apps/web/src/chat/index.js';
import { type Plugin, refuse } from '../../../../../index.js';
import { fileTransfer } from '../../../../../plugins/file-transfer/index.js';
import { chatFixture, type TestPage } from '../support/chat-fixture.js';

async function two(...more: readonly Plugin[]) {
  const dir = mkdtempSync(join(tmpdir(), 'uploads-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const { page } = await chatFixture([...more, fileTransfer({ dir })]);
  return { ann: await page('ann'), bob: await page('bob') };
}

const uploads = (page: TestPage): readonly UploadItem[] => page.items().filter((item) => item.type === 'upload');
const bytes = (size: number, name = 'data.bin', type = '') => new File([new Uint8Array(size).fill(7)], name, { type });

describe('a file', () => {
  test('is an upload, and then a message for all members', async () => {
    const { ann, bob } = await two();
    sendFiles(ann.chat, ann.room(), [bytes(3_000_000, 'big one.png', 'image/png')]);
    await ann.until(() => uploads(ann).length === 1);
    expect(uploads(ann)[0]).toMatchObject({ name: 'big one.png', size: 3_000_000, mediaType: 'image/png' });
    await bob.until(() => bob.messages().length === 1);
    await ann.until(() => uploads(ann).length === 0 && ann.messages().length === 1);
    const { file } = bob.messages()[0] ?? {};
    expect(file).toMatchObject({ name: 'big one.png', size: 3_000_000, mediaType: 'image/png' });
    expect(file?.url).toMatch(/^\/files\/[\w-]+\/big%20one\.png$/);
    expect(file?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('reports its progress', async () => {
    const { ann } = await two();
    sendFiles(ann.chat, ann.room(), [bytes(3_000_000)]);
    await ann.until(() => (uploads(ann)[0]?.sent ?? 0) > 0);
    await ann.until(() => ann.messages().length === 1);
  });

  test('can be paused and resumed', async () => {
    const { ann } = await two();
    sendFiles(ann.chat, ann.room(), [bytes(2_000_000)]);
    await ann.until(() => uploads(ann).length === 1);
    const uid = uploads(ann)[0]?.uid ?? '';
    pauseUpload(ann.chat, uid);
    await ann.until(() => uploads(ann)[0]?.state === 'paused');
    resumeUpload(ann.chat, uid);
    await ann.until(() => ann.messages().length === 1 && uploads(ann).length === 0);
  });

  test('can be canceled', async () => {
    const { ann } = await two();
    sendFiles(ann.chat, ann.room(), [bytes(2_000_000)]);
    await ann.until(() => uploads(ann).length === 1);
    abortUpload(ann.chat, uploads(ann)[0]?.uid ?? '');
    await ann.until(() => uploads(ann).length === 0);
    expect(ann.chat.uploads.size).toBe(0);
  });

  test('shows why it was refused and can be retried', async () => {
    let isStrict = true;
    const strict: Plugin = {
      name: 'strict',
      setup: (host) => host.gate('file', (request) => (isStrict ? refuse('TEST_NO', 'No files today.') : request)),
    };
    const { ann } = await two(strict);
    sendFiles(ann.chat, ann.room(), [bytes(10)]);
    await ann.until(() => uploads(ann)[0]?.state === 'failed');
    expect(uploads(ann)[0]?.fault).toEqual({ code: 'TEST_NO', text: 'No files today.' });
    isStrict = false;
    retryUpload(ann.chat, uploads(ann)[0]?.uid ?? '');
    await ann.until(() => ann.messages().length === 1 && uploads(ann).length === 0);
  });

  test('resumes where it stopped after a lost connection', async () => {
    const { ann } = await two();
    sendFiles(ann.chat, ann.room(), [bytes(8_000_000)]);
    await ann.until(() => (uploads(ann)[0]?.sent ?? 0) > 0);
    ann.setReachable(false);
    await ann.until(() => uploads(ann)[0]?.state === 'waiting');
    ann.setReachable(true);
    ann.chat.client.hurry();
    await ann.until(() => ann.messages().length === 1 && uploads(ann).length === 0);
    expect(ann.messages()[0]?.file?.size).toBe(8_000_000);
  });

  test('releases its preview once it is sent', async () => {
    const { ann } = await two();
    sendFiles(ann.chat, ann.room(), [bytes(10, 'a.png', 'image/png')]);
    await ann.until(() => uploads(ann)[0]?.preview !== undefined);
    const preview = uploads(ann)[0]?.preview ?? '';
    await ann.until(() => ann.messages().length === 1 && uploads(ann).length === 0);
    await expect(fetch(preview)).rejects.toThrow();
  });

  test('has no preview for a picture type that can run code', async () => {
    const { ann } = await two();
    sendFiles(ann.chat, ann.room(), [bytes(10, 'a.svg', 'image/svg+xml')]);
    await ann.until(() => uploads(ann).length === 1);
    expect(uploads(ann)[0]?.preview).toBeUndefined();
    await ann.until(() => ann.messages().length === 1);
  });

  test('waits while others are uploaded', async () => {
    const { ann } = await two();
    const names = Array.from({ length: 7 }, (_, n) => `file ${n}`);
    sendFiles(
      ann.chat,
      ann.room(),
      names.map((name) => bytes(1_000, name)),
    );
    await ann.until(() => ann.messages().length === 7 && uploads(ann).length === 0);
    expect(
      ann
        .messages()
        .map(({ file }) => file?.name)
        .toSorted(),
    ).toEqual(names);
  });
});
