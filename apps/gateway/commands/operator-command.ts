import { type CommandOption, formatCommandHelp, type ParsedArguments, parseArguments } from './arguments.js';
import { type Command, type CommandContext, EXIT, print, printError } from './command.js';

type TargetName = keyof typeof targetOptions;

/** An operator command for a running gateway. */
export interface OperatorCommandOptions<Name extends string> {
  readonly name: string;
  /** The usage after `partyline`. */
  readonly usage: string;
  readonly summary: string;
  /** Options in addition to the common ones. */
  readonly options: Readonly<Record<Name, CommandOption>>;
  /** Returns the problems with the arguments, one line each. */
  validate(given: ParsedArguments<Name | TargetName>): Promise<readonly string[]> | readonly string[];
  /** Sends the command. @returns A line with the result. @throws ChatError */
  send(target: OperatorTarget, given: ParsedArguments<Name | TargetName>): Promise<string>;
}

/** Creates the command: prints the problems with its arguments, or runs it and prints the result. */
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

/** The gateway and room of an operator command, with the token. */
export interface OperatorTarget {
  /** The gateway's address without a trailing slash. */
  readonly base: string;
  readonly token: string;
  readonly room: string;
}

const TOKEN_VARIABLE = 'PARTYLINE_OPERATOR_TOKEN';
const DEFAULT_URL = 'http://127.0.0.1:8080/';

/** Options of all operator commands. */
export const targetOptions = {
  room: { placeholder: 'ROOM', help: 'The room.' },
  url: { placeholder: 'URL', help: `The gateway's address. [${DEFAULT_URL}]` },
  token: {
    placeholder: 'TOKEN',
    help: `The operator token. Other users of this machine can see arguments: better set ${TOKEN_VARIABLE}.`,
  },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** Parses the target from options, or returns the problems, one line each. */
export function parseTarget(
  values: Readonly<Partial<Record<keyof typeof targetOptions, string>>>,
  env: CommandContext['env'],
): OperatorTarget | readonly string[] {
  const { room } = values;
  const gateway = parseGateway(values, env);
  if (room === undefined) return ['Name the room with --room.', ...('base' in gateway ? [] : gateway)];
  return 'base' in gateway ? { ...gateway, room } : gateway;
}

/** Parses the gateway's address and token from options, or returns the problems, one line each. */
export function parseGateway(
  values: { readonly url?: string | undefined; readonly token?: string | undefined },
  env: CommandContext['env'],
): Omit<OperatorTarget, 'room'> | readonly string[] {
  const { url = DEFAULT_URL, token = env[TOKEN_VARIABLE] } = values;
  const base = parseBaseUrl(url);
  const problems = [
    base === undefined && `--url must be a URL such as ${DEFAULT_URL}, not ${JSON.stringify(url)}.`,
    (token === undefined || token === '') && `No operator token. Set ${TOKEN_VARIABLE} or use --token.`,
    token !== undefined && !/^[!-~]*$/.test(token) && 'The operator token contains invalid characters.',
  ].filter((problem) => problem !== false);
  if (base === undefined || token === undefined || problems.length > 0) return problems;
  return { base, token };
}

function parseBaseUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') return undefined;
  return url.origin + url.pathname.replace(/\/+$/, '');
}
