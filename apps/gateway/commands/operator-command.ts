import { type Arguments, commandHelp, type Option, readArguments } from './arguments.js';
import type { Call, Command } from './command.js';
import { EXIT } from './exit.js';
import { complain, say } from './output.js';
import { type Target, targetIn, targetOptions } from './target.js';

type TargetName = keyof typeof targetOptions;

/** A command that an operator gives to a gateway that runs. */
export interface OperatorCommand<Name extends string> {
  readonly name: string;
  /** What is typed behind `partyline`. */
  readonly usage: string;
  readonly summary: string;
  /** Besides those of every such command. */
  readonly options: Readonly<Record<Name, Option>>;
  /** What is wrong with what was given, one line each. */
  problems(given: Arguments<Name | TargetName>): Promise<readonly string[]> | readonly string[];
  /** Does it. @returns The line that says what has become of it. @throws ChatError */
  act(target: Target, given: Arguments<Name | TargetName>): Promise<string>;
}

/** The command as the program has it: it tells of what is wrong and does nothing, or does it and says so in one line. */
export function operatorCommand<Name extends string>(made: OperatorCommand<Name>): Command {
  const { name, usage, summary } = made;
  const options = { ...targetOptions, ...made.options };
  return {
    usage,
    summary,
    async run({ args, env }: Call) {
      const given = readArguments<Name | TargetName>(name, args, options);
      if (given.help) {
        say(commandHelp({ usage, summary }, options));
        return EXIT.fine;
      }
      const target = targetIn(given.values, env);
      const missing = 'base' in target ? [] : target;
      const problems = given.problems.length > 0 ? given.problems : [...missing, ...(await made.problems(given))];
      if (problems.length > 0 || !('base' in target)) {
        for (const problem of problems) complain(problem);
        return EXIT.misused;
      }
      say(`${await made.act(target, given)}\n`);
      return EXIT.fine;
    },
  };
}
