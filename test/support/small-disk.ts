import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A file system of its own that is small enough to be filled. */
export interface SmallDisk {
  readonly path: string;
  /** Takes space: all that is left, unless it is said how many bytes. */
  fill(bytes?: number): void;
  /** Gives that back. */
  free(): void;
}

/** Whether this process may mount a file system: on Linux as root. Where not, the tests with a real full disk are skipped, and say so. */
export const canMount = mounts();

/** A file system in memory, unmounted when the test is done. */
export function smallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'partyline-disk-'));
  mount(path, megabytes);
  onTestFinished(() => unmount(path));
  const ballast = join(path, 'ballast');
  return {
    path,
    fill(bytes) {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(ballast, Buffer.alloc(bytes ?? bavail * bsize), { flag: 'a' });
    },
    free: () => rmSync(ballast),
  };
}

function mounts(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const path = mkdtempSync(join(tmpdir(), 'partyline-disk-'));
  try {
    mount(path, 1);
    unmount(path);
    return true;
  } catch {
    rmSync(path, { recursive: true, force: true });
    return false;
  }
}

function mount(path: string, megabytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', path], { stdio: 'ignore' });
}

function unmount(path: string): void {
  execFileSync('umount', ['-l', path], { stdio: 'ignore' });
  rmSync(path, { recursive: true, force: true });
}
