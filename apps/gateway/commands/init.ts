import { writeFile } from 'node:fs/promises';
import { ChatError } from '../../../core/index.js';
import { readPackageInfo } from '../about.js';
import { formatCommandHelp, parseArguments } from './arguments.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';
import { formatConfigFile } from './init/config-text.js';
import { print, printError } from './output.js';

const DEFAULT_FILE = 'partyline.yaml';
/** The operator's token may be written into it. */
const OWNER_ONLY = 0o600;

const options = { force: { help: 'Write over the file where there is one.' } } as const;

/** `init`: writes a config file with every setting, all commented out. */
export const init: Command = {
  usage: 'init [FILE]',
  summary: `Writes a config file with every setting and its default (${DEFAULT_FILE}; - : standard output).`,
  async run({ args }) {
    const { help, problems, positionals: words, switches } = parseArguments('init', args, options);
    if (help) {
      print(formatCommandHelp(init, options));
      return EXIT.ok;
    }
    const [file = DEFAULT_FILE, ...more] = words;
    const wrong = more.length > 0 ? [...problems, 'only one file is written at a time.'] : problems;
    for (const problem of wrong) printError(problem);
    if (wrong.length > 0) return EXIT.usage;
    if (file === '-') {
      print(formatConfigFile(readPackageInfo().version, DEFAULT_FILE));
      return EXIT.ok;
    }
    // As a shell takes it, and on one line.
    const shown = /^[\w./-]+$/.test(file) ? file : JSON.stringify(file);
    await writeConfigFile(file, formatConfigFile(readPackageInfo().version, shown), switches.has('force'));
    print(`${file} has every setting, all commented out. To start with it: partyline start --config ${shown}\n`);
    return EXIT.ok;
  },
};

async function writeConfigFile(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx', mode: OWNER_ONLY });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new ChatError('INIT_EXISTS', `there is a file ${file} already; --force writes over it.`);
    throw new ChatError('INIT_FAILED', `${file} cannot be written: ${message}.`);
  }
}
