import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readPackageInfo } from '../about.js';
import { formatCommandHelp, parseArguments } from './arguments.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';
import { findConflict } from './new-plugin/clash.js';
import { createPluginFolder, pluginFiles } from './new-plugin/make.js';
import { findNameProblem } from './new-plugin/name.js';
import { print, printError } from './output.js';

const options = { dir: { placeholder: 'DIR', help: 'Where to make the folder. [.]' } } as const;

/** `new plugin`: makes a folder with a plugin, its test and all that it needs to be built. */
export const newPlugin: Command = {
  usage: 'new plugin NAME',
  summary: 'Makes a folder with a plugin, a test and a README, to begin with.',
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
    print(`${folder} has a plugin, its test and a README. Next: cd ${folder}, npm install, npm test\n`);
    return EXIT.ok;
  },
};

async function findProblems(
  what: string | undefined,
  name: string,
  more: readonly string[],
  dir: string,
): Promise<readonly string[]> {
  if (what !== 'plugin') return ['say what is to be made: partyline new plugin NAME.'];
  if (name === '') return ['say what the plugin is called: partyline new plugin NAME.'];
  if (more.length > 0) return ['only one plugin is made at a time.'];
  const problem = findNameProblem(name) ?? (await findConflict(name));
  if (problem !== undefined) return [problem];
  const found = await stat(dir).catch(() => undefined);
  return found?.isDirectory() === true ? [] : [`--dir: there is no folder ${dir}.`];
}
