import { type Reading, readSettings } from '../settings/read.js';
import { type Arguments, type Option, readArguments } from './arguments.js';
import type { Call } from './command.js';

/** What was given to a command that takes the settings of `start` besides options of its own. */
export interface GivenWithSettings<Name extends string> extends Pick<Arguments<Name>, 'values' | 'switches' | 'help'> {
  readonly reading: Reading;
  /** What is wrong besides the settings' own problems, one line each. */
  readonly problems: readonly string[];
}

/** Tells a command's own options from the settings of `start`, and reads both. Never throws. */
export function readWithSettings<Name extends string>(
  command: string,
  { args, env }: Pick<Call, 'args' | 'env'>,
  options: Readonly<Record<Name, Option>>,
): GivenWithSettings<Name> {
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
  const given = readArguments(command, own, options);
  const reading = readSettings(others, env);
  const strange = reading.wish === 'version' || reading.wish === 'check-config' ? [reading.wish] : [];
  return {
    values: given.values,
    switches: given.switches,
    help: reading.wish === 'help',
    reading,
    problems: [
      ...given.problems,
      ...strange.map((wish) => `--${wish} means nothing here; see partyline ${command} --help.`),
    ],
  };
}
