import { stat } from 'node:fs/promises';
import { type Check, type Finding, ok, warning } from '../check.js';

const GOOD_CHARACTERS = 24;
const OTHERS_READ = 0o044;

/** How the operator's token was set. */
export interface TokenFacts {
  /** Empty: none was. */
  readonly token: string;
  /** Whether it stands on the command line. */
  readonly isArgument: boolean;
  /** The config file that may have it, where others than its owner can read it. */
  readonly openFile: string | undefined;
}

export function judgeToken({ token, isArgument, openFile }: TokenFacts): readonly Finding[] {
  if (token === '') return [ok('Made at the start, and shown once.')];
  const findings: Finding[] = [];
  if (token.length < GOOD_CHARACTERS || new Set(token).size < 8) {
    findings.push(
      warning(`It is easy to guess: take ${GOOD_CHARACTERS} random characters or more (openssl rand -hex 24).`),
    );
  }
  if (isArgument) {
    findings.push(warning('Everybody on this machine can read it on the command line: set PARTYLINE_OPERATOR_TOKEN.'));
  }
  if (openFile !== undefined) findings.push(warning(`Others can read ${openFile}, which has it: chmod 600.`));
  return findings.length > 0 ? findings : [ok(`It has ${token.length} characters.`)];
}

export const token: Check = {
  name: 'token',
  async examine({ settings: { operatorToken }, reading, args, env }) {
    const isArgument = args.some((arg) => /^--operator-token(?:=|$)/.test(arg));
    const isElsewhere = isArgument || Boolean(env.PARTYLINE_OPERATOR_TOKEN);
    const file = isElsewhere ? undefined : reading.config;
    const mode = file === undefined ? 0 : (await stat(file)).mode;
    return judgeToken({ token: operatorToken, isArgument, openFile: (mode & OTHERS_READ) !== 0 ? file : undefined });
  },
};
