import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Mutant } from './mutants.js';

const root = resolve(import.meta.dirname, '../..');
const parts = ['core', 'adapters', 'client', 'testkit', 'bench/soak', 'index.js'];

/** What a soak came to. */
export interface Soaked {
  readonly code: number | null;
  readonly output: string;
}

/** Soaks a copy of the build, with a defect planted in it where one is given. */
export async function soak(mutant: Mutant | undefined, ...args: readonly string[]): Promise<Soaked> {
  const place = await mkdtemp(join(tmpdir(), 'partyline-soak-'));
  try {
    for (const part of parts) await cp(join(root, 'dist', part), join(place, 'dist', part), { recursive: true });
    await symlink(join(root, 'node_modules'), join(place, 'node_modules'));
    await writeFile(join(place, 'package.json'), '{"type":"module"}');
    if (mutant !== undefined) await plant(join(place, 'dist', mutant.file), mutant);
    return await run(join(place, 'dist/bench/soak/main.js'), args);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function plant(path: string, { from, to }: Mutant): Promise<void> {
  const code = await readFile(path, 'utf8');
  if (code.split(from).length !== 2) throw new Error(`${path} does not have this exactly once: ${from}`);
  // As a function: what is put in may have dollar signs.
  await writeFile(
    path,
    code.replace(from, () => to),
  );
}

function run(script: string, args: readonly string[]): Promise<Soaked> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const gather = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    child.on('error', reject);
    child.on('close', (code) => done({ code, output }));
  });
}
