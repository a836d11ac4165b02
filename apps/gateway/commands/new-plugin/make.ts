import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChatError } from '../../../../core/index.js';
import type { PackageManifest } from '../../about.js';
import { pluginCode, testCode } from './code.js';
import { buildTsconfig, packageJson, tsconfig, vitestConfig } from './package-file.js';
import { pluginReadme } from './readme.js';

/** Every file of a new plugin, by its name. */
export function pluginFiles(name: string, ours: PackageManifest): Readonly<Record<string, string>> {
  return {
    'package.json': packageJson(name, ours),
    'tsconfig.json': tsconfig(),
    'tsconfig.build.json': buildTsconfig(name),
    'vitest.config.ts': vitestConfig(),
    [`${name}.ts`]: pluginCode(name),
    [`${name}.test.ts`]: testCode(name),
    'README.md': pluginReadme(name),
  };
}

/**
 * Makes a folder with files. Nothing is written over, and where it fails nothing is left.
 * @throws ChatError `NEW_EXISTS` where there is something of that name, `NEW_FAILED` where it cannot be written.
 */
export async function createPluginFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new ChatError('NEW_EXISTS', `there is something at ${folder} already.`);
    throw failed(folder, error);
  });
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { flag: 'wx' });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw failed(folder, error);
  }
}

function failed(folder: string, error: unknown): ChatError {
  const why = error instanceof Error ? error.message : String(error);
  return new ChatError('NEW_FAILED', `${folder} cannot be made: ${why}.`);
}
