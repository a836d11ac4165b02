import { ChatError } from '../../core/index.js';
import type { Command } from './commands/command.js';
import { EXIT } from './commands/exit.js';
import { printError } from './commands/output.js';
import { commands } from './commands/table.js';
import { closestMatch } from './settings/nearest.js';

/** The whole program, from its arguments to its exit code. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  // Whoever reads the output may go away; that ends nothing.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  if (args[0] === 'help') return run(helpArguments(args.slice(1)), env);
  const [word = ''] = args;
  const isNamed = word !== '' && !word.startsWith('-');
  const name = isNamed ? word : 'start';
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const meant = closestMatch(name, Object.keys(commands));
    const advice = meant === undefined ? `there are: ${Object.keys(commands).join(', ')}.` : `did you mean ${meant}?`;
    printError(`there is no command ${name}; ${advice}`);
    process.exitCode = EXIT.usage;
    return;
  }
  const command = await load();
  try {
    process.exitCode = await command.run({ args: isNamed ? args.slice(1) : args, env, loadAllCommands });
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    printError(error.message);
    process.exitCode = EXIT.failed;
  }
}

/** `help` is `--help`, and `help say` is `say --help`. */
const helpArguments = ([name]: readonly string[]): readonly string[] =>
  name === undefined || name === 'help' ? ['--help'] : [name, '--help'];

function loadAllCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}
