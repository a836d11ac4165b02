import { ChatError } from '../../core/index.js';
import { type Command, EXIT, printError } from './commands/command.js';
import { closestMatch } from './settings/cli-text.js';

/** Runs the program and sets its exit code. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  // A closed output pipe must not end the process.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  if (args[0] === 'help') return run(helpArguments(args.slice(1)), env);
  const [word = ''] = args;
  const isNamed = word !== '' && !word.startsWith('-');
  const name = isNamed ? word : 'start';
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const meant = closestMatch(name, Object.keys(commands));
    const advice = meant === undefined ? `Commands: ${Object.keys(commands).join(', ')}.` : `Did you mean ${meant}?`;
    printError(`Unknown command "${name}". ${advice}`);
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

/** All commands by name. Each is loaded on demand: `say` needs no gateway. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.js')).start,
  init: async () => (await import('./commands/init.js')).init,
  doctor: async () => (await import('./commands/doctor/doctor.js')).doctor,
  plugins: async () => (await import('./commands/plugins.js')).plugins,
  new: async () => (await import('./commands/new-plugin.js')).newPlugin,
  chat: async () => (await import('./commands/chat.js')).chat,
  say: async () => (await import('./commands/say.js')).say,
  'send-file': async () => (await import('./commands/send-file.js')).sendFile,
};
