import { writeFile } from 'node:fs/promises';
import { ChatError } from '../../../core/index.js';
import { about } from '../about.js';
import { commandHelp, readArguments } from './arguments.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';
import { configText } from './init/config-text.js';
import { complain, say } from './output.js';

const DEFAULT_FILE = 'partyline.yaml';
/** The operator's token may be written into it. */
const OWNER_ONLY = 0o600;

const options = { force: { help: 'Write over the file where there is one.' } } as const;

/** `init`: writes a config file with every setting, all commented out. */
export const init: Command = {
  usage: 'init [FILE]',
  summary: `Writes a config file with every setting and its default (${DEFAULT_FILE}; - : standard output).`,
  async run({ args }) {
    const { help, problems, words, switches } = readArguments('init', args, options);
    if (help) {
      say(commandHelp(init, options));
      return EXIT.fine;
    }
    const [file = DEFAULT_FILE, ...more] = words;
    const wrong = more.length > 0 ? [...problems, 'only one file is written at a time.'] : problems;
    for (const problem of wrong) complain(problem);
    if (wrong.length > 0) return EXIT.misused;
    if (file === '-') {
      say(configText(about().version, DEFAULT_FILE));
      return EXIT.fine;
    }
    // As a shell takes it, and on one line.
    const shown = /^[\w./-]+$/.test(file) ? file : JSON.stringify(file);
    await write(file, configText(about().version, shown), switches.has('force'));
    say(`${file} has every setting, all commented out. To start with it: partyline start --config ${shown}\n`);
    return EXIT.fine;
  },
};

async function write(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx', mode: OWNER_ONLY });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new ChatError('INIT_EXISTS', `there is a file ${file} already; --force writes over it.`);
    throw new ChatError('INIT_FAILED', `${file} cannot be written: ${message}.`);
  }
}
