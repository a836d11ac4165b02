import { describe, expect, test, vi } from 'vitest';
import {
  announcedIn,
  check,
  enter,
  everything,
  ground,
  live,
  sendOn,
  type Transfers,
  wanted,
} from './support/crash-model.js';

vi.mock('node:fs/promises', async (original) => {
  const { callingFiles, running } = await import('./support/fault-points.js');
  const files = await original<typeof import('node:fs/promises')>();
  const names = ['open', 'rename', 'rm', 'mkdir', 'readdir', 'lstat', 'truncate'] as const;
  const wrapped = callingFiles(files, () => running.process);
  return { ...files, ...Object.fromEntries(names.map((name) => [name, wrapped[name]])) };
});

describe('a process that is killed', () => {
  // Before a call is as after the one before it.
  test('after any of its calls to the disk, the store and the log leaves nothing half done', async () => {
    let at = 1;
    for (let isKilled = true; isKilled; at++) {
      const where = await ground();
      const transfers: Transfers = new Map();
      const first = await live(where, { at, when: 'after' });
      const doing = everything(first.ann, transfers).catch(() => undefined);
      await Promise.race([doing, first.process.ended]);
      await (first.process.isDead ? first.process.ended : doing);
      // It may be killed while it stops, too.
      if (!first.process.isDead) await Promise.race([first.stop(), first.process.ended]);
      isKilled = first.process.isDead;
      await first.process.closeAll();

      const second = await live(where);
      const what = `after call ${at}, ${first.process.calls.at(-1)}`;
      try {
        await check(where, second);
        await enter(second.ann);
        for (const name of Object.keys(wanted)) await sendOn(second.ann, transfers, name);
        await check(where, second);
        // Each was announced once, however often it was sent.
        const names = (await announcedIn(where)).map(([name]) => name);
        expect(names.toSorted()).toEqual(Object.keys(wanted).toSorted());
      } catch (error) {
        throw new Error(`Killed ${what}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
      await second.stop();
    }
    expect(at).toBeGreaterThan(80);
  }, 600_000);
});
