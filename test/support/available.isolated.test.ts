import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';

/** A fresh copy of the helper, which has told nobody anything yet. */
async function helper(): Promise<typeof import('./available.js')> {
  vi.resetModules();
  return await import('./available.js');
}

function folderWith(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-path-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), '#!/bin/sh\n');
  chmodSync(join(folder, name), 0o755);
  return folder;
}

describe('needs', () => {
  test('finds a program on the PATH, under any of its names', async () => {
    const { needs } = await helper();
    const folder = folderWith('google-chrome');
    expect(needs('chromium', { PATH: `/nowhere:${folder}` })).toBe(join(folder, 'google-chrome'));
  });

  test('says once what is left out when a program is missing', async () => {
    const { needs } = await helper();
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    expect(needs('nc', { PATH: '' })).toBeUndefined();
    expect(needs('nc', { PATH: '' })).toBeUndefined();
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^left out: .*nc.*netcat-openbsd/)]]);
  });

  test('does not take a file that cannot be run for a program', async () => {
    const { needs } = await helper();
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    const folder = folderWith('openssl');
    chmodSync(join(folder, 'openssl'), 0o644);
    expect(needs('openssl', { PATH: folder })).toBeUndefined();
  });

  test('fails under CI rather than leave tests out', async () => {
    const { needs } = await helper();
    expect(() => needs('script', { PATH: '', CI: 'true' })).toThrow(/left out: .*Under CI/);
  });

  test.each([undefined, '', 'false'])('takes CI=%s for somebody at a desk', async (CI) => {
    const { needs } = await helper();
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    expect(needs('nc', { PATH: '', CI })).toBeUndefined();
  });
});
