import { type LoadedSettings, readSettings } from '../settings/read.js';
import { type CommandOption, type ParsedArguments, parseArguments } from './arguments.js';
import type { CommandContext } from './command.js';

/** The arguments of a command that accepts the settings of `start` too. */
export interface ArgumentsWithSettings<Name extends string>
  extends Pick<ParsedArguments<Name>, 'values' | 'switches' | 'help'> {
  readonly loaded: LoadedSettings;
  /** Problems other than those of the settings, one line each. */
  readonly problems: readonly string[];
}

/** Separates a command's own options from the settings of `start` and parses both. Never throws. */
export function parseArgumentsWithSettings<Name extends string>(
  command: string,
  { args, env }: Pick<CommandContext, 'args' | 'env'>,
  options: Readonly<Record<Name, CommandOption>>,
): ArgumentsWithSettings<Name> {
  const own: string[] = [];
  const others: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const name = arg.replace(/^--/, '').split('=', 1)[0] ?? '';
    const option = arg.startsWith('--') && Object.hasOwn(options, name) ? options[name as Name] : undefined;
    if (option === undefined) {
      others.push(arg);
      continue;
    }
    own.push(arg);
    const value = args[at + 1];
    if (option.placeholder !== undefined && !arg.includes('=') && value !== undefined) {
      own.push(value);
      at++;
    }
  }
  const given = parseArguments(command, own, options);
  const loaded = readSettings(others, env);
  const unsupported = loaded.action === 'version' || loaded.action === 'check-config' ? [loaded.action] : [];
  return {
    values: given.values,
    switches: given.switches,
    help: loaded.action === 'help',
    loaded,
    problems: [
      ...given.problems,
      ...unsupported.map((action) => `--${action} is not an option of this command. See partyline ${command} --help.`),
    ],
  };
}
