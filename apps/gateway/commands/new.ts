import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { about } from '../about.js';
import { commandHelp, readArguments } from './arguments.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';
import { clashWith } from './new-plugin/clash.js';
import { filesOf, makeFolder } from './new-plugin/make.js';
import { problemWithName } from './new-plugin/name.js';
import { complain, say } from './output.js';

const options = { dir: { placeholder: 'DIR', help: 'Where to make the folder. [.]' } } as const;

/** `new plugin`: makes a folder with a plugin, its test and all that it needs to be built. */
export const newPlugin: Command = {
  usage: 'new plugin NAME',
  summary: 'Makes a folder with a plugin, a test and a README, to begin with.',
  async run({ args }) {
    const given = readArguments('new', args, options);
    if (given.help) {
      say(commandHelp(newPlugin, options));
      return EXIT.fine;
    }
    const [what, name = '', ...more] = given.words;
    const { dir = '.' } = given.values;
    const problems = given.problems.length > 0 ? given.problems : await problemsWith(what, name, more, dir);
    for (const problem of problems) complain(problem);
    if (problems.length > 0) return EXIT.misused;
    const folder = join(dir, name);
    const { manifest } = about();
    await makeFolder(folder, filesOf(name, manifest));
    say(`${folder} has a plugin, its test and a README. Next: cd ${folder}, npm install, npm test\n`);
    return EXIT.fine;
  },
};

async function problemsWith(
  what: string | undefined,
  name: string,
  more: readonly string[],
  dir: string,
): Promise<readonly string[]> {
  if (what !== 'plugin') return ['say what is to be made: partyline new plugin NAME.'];
  if (name === '') return ['say what the plugin is called: partyline new plugin NAME.'];
  if (more.length > 0) return ['only one plugin is made at a time.'];
  const problem = problemWithName(name) ?? (await clashWith(name));
  if (problem !== undefined) return [problem];
  const found = await stat(dir).catch(() => undefined);
  return found?.isDirectory() === true ? [] : [`--dir: there is no folder ${dir}.`];
}
