import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { sqlite } from '../../../../adapters/brokers/sqlite/index.js';
import type { Page } from '../../../../core/index.js';
import { root } from '../../../support/sources.js';
import { freshPath } from './support/file.js';

interface Printed {
  readonly room: string;
  readonly id: string;
  readonly epoch: string;
  readonly offset: number;
}

const ROOMS = ['room-0', 'room-1', 'room-2'];
const publisher = fileURLToPath(new URL('./support/publisher.mjs', import.meta.url));
const built = pathToFileURL(join(root, 'dist/adapters/brokers/sqlite/index.js')).href;

/** Lets a process publish, kills it once it has printed so many receipts, and gives all that it has printed. */
async function killedAfter(receipts: number, path: string, round: number): Promise<readonly Printed[]> {
  const child = spawn(process.execPath, [publisher, built, path, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const printed: Printed[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    // The kill may have cut the last line.
    if (line.endsWith('}')) printed.push(JSON.parse(line) as Printed);
    if (printed.length === receipts) child.kill('SIGKILL');
  }
  expect(await exited).toEqual([null, 'SIGKILL']);
  return printed;
}

interface Kept {
  readonly id: string;
  readonly epoch: string;
  readonly offset: number;
}

const asKept = ({ entries }: Page): readonly Kept[] =>
  entries.map(({ position, message }) => ({ id: message.id, ...position }));

/** All that the rooms have, and all that is found there by a word that every message has. */
async function keptIn(path: string) {
  const broker = sqlite({ path });
  await broker.start({ entry() {}, ephemeral() {} });
  const kept = new Map<string, readonly Kept[]>();
  const found = new Map<string, readonly Kept[]>();
  const limit = 1_000_000;
  for (const room of ROOMS) {
    kept.set(room, asKept(await broker.read(room, { limit })));
    found.set(
      room,
      asKept((await broker.search?.(room, { text: 'word', limit })) ?? { entries: [], more: false, gap: false }),
    );
  }
  await broker.close();
  return { kept, found };
}

test('what was acknowledged survives a kill: in its place, once, in the same epoch, without a gap, and is found', {
  timeout: 60_000,
}, async () => {
  const path = freshPath();
  const printed: Printed[] = [];
  for (const [round, receipts] of [1, 170, 2_700, 5_500, 333].entries()) {
    printed.push(...(await killedAfter(receipts, path, round)));
    const { kept, found: words } = await keptIn(path);
    expect(words).toEqual(kept);
    for (const entries of kept.values()) {
      expect(entries.map(({ offset }) => offset)).toEqual(entries.map((_, at) => at + 1));
      expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    }
    const found = printed.map(({ room, offset }) => ({ room, ...kept.get(room)?.[offset - 1] }));
    expect(found).toEqual(printed);
    expect(new Set(printed.map(({ epoch }) => epoch)).size).toBe(1);
  }
});
