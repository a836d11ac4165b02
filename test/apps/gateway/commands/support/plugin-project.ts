import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const run = promisify(execFile);

/** Runs a program in a folder. @throws Error with all that it said. */
export async function runIn(folder: string, program: string, args: readonly string[]): Promise<string> {
  try {
    // As a person would: nothing of the run of tests that this one is part of.
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' };
    return (await run(program, [...args], { cwd: folder, env })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`, { cause: error });
  }
}

/** Installs this package into a made folder as it would be published, and its tools, without a network. */
export async function installPackage(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'partyline');
  mkdirSync(own, { recursive: true });
  const packed = await runIn(root, 'npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', modules]);
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  await runIn(modules, 'tar', ['xzf', filename, '-C', own, '--strip-components=1']);
  const { dependencies } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as { dependencies: object };
  for (const name of [...Object.keys(dependencies), '@types', 'typescript', 'vitest', '.bin']) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}

/** Every file below a folder but those of packages, by name. */
export function readTexts(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(folder, name), 'utf8')]));
}
