import { type CommandOption, formatCommandHelp, type ParsedArguments, parseArguments } from './arguments.js';
import type { Command, CommandContext } from './command.js';
import { EXIT } from './exit.js';
import { print, printError } from './output.js';
import { type OperatorTarget, parseTarget, targetOptions } from './target.js';

type TargetName = keyof typeof targetOptions;

/** A command that an operator gives to a gateway that runs. */
export interface OperatorCommandOptions<Name extends string> {
  readonly name: string;
  /** What is typed behind `partyline`. */
  readonly usage: string;
  readonly summary: string;
  /** Besides those of every such command. */
  readonly options: Readonly<Record<Name, CommandOption>>;
  /** What is wrong with what was given, one line each. */
  validate(given: ParsedArguments<Name | TargetName>): Promise<readonly string[]> | readonly string[];
  /** Does it. @returns The line that says what has become of it. @throws ChatError */
  send(target: OperatorTarget, given: ParsedArguments<Name | TargetName>): Promise<string>;
}

/** The command as the program has it: it tells of what is wrong and does nothing, or does it and says so in one line. */
export function createOperatorCommand<Name extends string>(made: OperatorCommandOptions<Name>): Command {
  const { name, usage, summary } = made;
  const options = { ...targetOptions, ...made.options };
  return {
    usage,
    summary,
    async run({ args, env }: CommandContext) {
      const given = parseArguments<Name | TargetName>(name, args, options);
      if (given.help) {
        print(formatCommandHelp({ usage, summary }, options));
        return EXIT.ok;
      }
      const target = parseTarget(given.values, env);
      const missing = 'base' in target ? [] : target;
      const problems = given.problems.length > 0 ? given.problems : [...missing, ...(await made.validate(given))];
      if (problems.length > 0 || !('base' in target)) {
        for (const problem of problems) printError(problem);
        return EXIT.usage;
      }
      print(`${await made.send(target, given)}\n`);
      return EXIT.ok;
    },
  };
}
