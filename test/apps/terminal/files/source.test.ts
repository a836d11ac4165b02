import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFile } from '../../../../apps/terminal/files/source.js';
import { folder } from '../support/line.js';

test('a file is read in any part, and its checksum is that of all of it', async () => {
  const bytes = randomBytes(600_000);
  const path = join(await folder(), 'a.bin');
  await writeFile(path, bytes);
  const file = await openFile(path);
  expect([file.name, file.size]).toEqual(['a.bin', bytes.length]);
  expect(Buffer.from(await file.read(500_000, 50_000))).toEqual(bytes.subarray(500_000, 550_000));
  expect(await file.sha256(new AbortController().signal)).toBe(createHash('sha256').update(bytes).digest('hex'));
  await file.close();
});

test('a checksum is given up when it is not wanted any more', async () => {
  const path = join(await folder(), 'a.bin');
  await writeFile(path, randomBytes(2_000_000));
  const file = await openFile(path);
  const aborting = new AbortController();
  const sum = file.sha256(aborting.signal);
  aborting.abort();
  await expect(sum).rejects.toThrow();
  await file.close();
});

test('a folder is no file', async () => {
  await expect(openFile(await folder())).rejects.toThrow('it is a folder');
});
