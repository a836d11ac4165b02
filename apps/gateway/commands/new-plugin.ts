import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { ChatError, type Plugin, silent } from '../../../core/index.js';
import { createGateway } from '../gateway.js';
import { type PackageManifest, readPackageInfo } from '../package-info.js';
import { formatCommandHelp, parseArguments } from './arguments.js';
import { type Command, EXIT, print, printError } from './command.js';
import {
  buildTsconfig,
  commandName,
  packageJson,
  pluginCode,
  pluginReadme,
  testCode,
  tsconfig,
  vitestConfig,
} from './new-plugin-files.js';

const options = { dir: { placeholder: 'DIR', help: 'Parent folder. [.]' } } as const;

/** `new plugin`: creates a folder with a plugin, its test and its build files. */
export const newPlugin: Command = {
  usage: 'new plugin NAME',
  summary: 'Creates a folder with a plugin, a test and a README.',
  async run({ args }) {
    const given = parseArguments('new', args, options);
    if (given.help) {
      print(formatCommandHelp(newPlugin, options));
      return EXIT.ok;
    }
    const [what, name = '', ...more] = given.positionals;
    const { dir = '.' } = given.values;
    const problems = given.problems.length > 0 ? given.problems : await findProblems(what, name, more, dir);
    for (const problem of problems) printError(problem);
    if (problems.length > 0) return EXIT.usage;
    const folder = join(dir, name);
    const { manifest } = readPackageInfo();
    await createPluginFolder(folder, pluginFiles(name, manifest));
    print(`Created a plugin in ${folder}. Next: cd ${folder}, npm install, npm test\n`);
    return EXIT.ok;
  },
};

async function findProblems(
  what: string | undefined,
  name: string,
  more: readonly string[],
  dir: string,
): Promise<readonly string[]> {
  if (what !== 'plugin') return ['Usage: partyline new plugin NAME.'];
  if (name === '') return ['The plugin needs a name: partyline new plugin NAME.'];
  if (more.length > 0) return ['Only one plugin can be created at a time.'];
  const problem = findNameProblem(name) ?? (await findConflict(name));
  if (problem !== undefined) return [problem];
  const found = await stat(dir).catch(() => undefined);
  return found?.isDirectory() === true ? [] : [`--dir: No folder at ${dir}.`];
}

/**
 * Describes the conflict of a plugin name with the stock plugins or their commands; `undefined` if there is none. Tries it in a
 * gateway that does not listen.
 */
export async function findConflict(name: string): Promise<string | undefined> {
  const probe: Plugin = {
    name,
    setup(host) {
      const slash = { name, fields: () => ({}) };
      host.command({ name: commandName(name), summary: '', parse: () => ({}), run: () => ({}), slash });
    },
  };
  const gateway = createGateway({}, { plugins: [probe], logger: silent });
  try {
    await gateway.hub.listen();
    return undefined;
  } catch (error) {
    if (error instanceof ChatError)
      return `A plugin named ${name} would conflict with a stock plugin: ${error.message}`;
    throw error;
  } finally {
    await gateway.stop();
  }
}

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
 * Creates a folder with files. Overwrites nothing, and leaves nothing behind on failure.
 * @throws ChatError `NEW_EXISTS` if the path exists, `NEW_FAILED` if it cannot be written.
 */
export async function createPluginFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new ChatError('NEW_EXISTS', `${folder} already exists.`);
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
  return new ChatError('NEW_FAILED', `Cannot create ${folder}: ${why}.`);
}

/** Command names have up to 32 characters, including a suffix. */
const MAX_NAME_CHARACTERS = 24;
const FORM = /^[a-z](?:-?[a-z0-9])*$/;

/** Describes the problem with a plugin's name, which becomes a folder, a package and a command; `undefined` if there is none. */
export function findNameProblem(name: string): string | undefined {
  if (!FORM.test(name) || name.length > MAX_NAME_CHARACTERS) {
    const shown = JSON.stringify(name.length > 80 ? `${name.slice(0, 77)}...` : name);
    return `Invalid plugin name ${shown}. Use up to ${MAX_NAME_CHARACTERS} lowercase letters, digits and single dashes, beginning with a letter.`;
  }
  const isTaken = ['node-modules', 'partyline', 'favicon'].includes(name) || builtinModules.includes(name);
  return isTaken ? `The name ${name} is reserved. Choose another.` : undefined;
}
