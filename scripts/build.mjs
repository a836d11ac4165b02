/**
 * Compiles the package and the web pages into dist/. Run as a program it always builds; with `--stale`, and by {@link build}, only
 * when something is newer than the last build.
 */
import { spawn } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');
const sources = ['core', 'adapters', 'plugins', 'client', 'testkit', 'bench', 'apps'];
const settings = ['index.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.build.json'];
const steps = [
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--logLevel', 'warn'],
];

/** When a file was changed, in milliseconds since the epoch; 0 where there is none. */
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Whether a source or setting was added, changed or removed since the last build. A folder changes with its entries. */
function isStale() {
  const built = changedAt(stamp);
  if (built === 0 || settings.some((file) => changedAt(join(root, file)) > built)) return true;
  return sources.some((folder) => {
    const path = join(root, folder);
    if (changedAt(path) === 0) return false;
    const entries = readdirSync(path, { recursive: true });
    return changedAt(path) > built || entries.some((entry) => changedAt(join(path, entry)) > built);
  });
}

/** Runs one step. SIGINT and SIGTERM end it, and this process with the exit code that shells give (128 + the signal's number). */
function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    const stop = (signal, number) => {
      child.kill(signal);
      process.exit(128 + number);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}

async function buildAll() {
  const begun = new Date();
  for (const args of steps) {
    const code = await run(args);
    if (code !== 0) process.exit(code);
  }
  writeFileSync(stamp, begun.toISOString());
}

/** Builds what is not up to date; ends the process where that fails. */
export async function build() {
  if (isStale()) await buildAll();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await (process.argv.includes('--stale') ? build() : buildAll());
}
