import { changing } from './changing.js';
import { type Command, Misuse } from './command.js';
import { filing } from './filing.js';
import { looking } from './looking.js';
import { moderating } from './moderating.js';
import { program } from './program.js';
import { talking } from './talking.js';

const COLUMN = 26;

const help: Command = {
  name: 'help',
  usage: '[COMMAND]',
  summary: 'List the commands, or tell of one.',
  run({ talk }, rest) {
    const wanted = rest.replace(/^\//, '').toLowerCase();
    const shown = wanted === '' ? commands : commands.filter(({ name }) => name === wanted);
    if (shown.length === 0) throw new Misuse(`There is no command /${wanted}.`);
    talk.state.note('plain', shown.map(lineOf).join('\n'));
  },
};

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  ...talking,
  ...looking,
  ...changing,
  ...filing,
  ...moderating,
  ...program,
  help,
];

const byName = new Map(commands.map((command) => [command.name, command]));

/** A command by its name. */
export const commandNamed = (name: string): Command | undefined => byName.get(name.toLowerCase());

/** How a command is typed. */
export const typed = ({ name, usage }: Command): string => (usage === '' ? `/${name}` : `/${name} ${usage}`);

function lineOf(command: Command): string {
  const left = typed(command);
  return left.length < COLUMN ? left.padEnd(COLUMN) + command.summary : `${left}  ${command.summary}`;
}
