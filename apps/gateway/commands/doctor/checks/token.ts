import { stat } from 'node:fs/promises';
import { type Check, type Finding, ok, warning } from '../check.js';

const STRONG_CHARACTERS = 24;
const OTHERS_READ = 0o044;

/** How the operator's token was set. */
export interface TokenInfo {
  /** Empty: none was. */
  readonly token: string;
  /** Whether it stands on the command line. */
  readonly isArgument: boolean;
  /** The config file that may have it, where others than its owner can read it. */
  readonly readableFile: string | undefined;
}

export function assessToken({ token, isArgument, readableFile: openFile }: TokenInfo): readonly Finding[] {
  if (token === '') return [ok('Made at the start, and shown once.')];
  const findings: Finding[] = [];
  if (token.length < STRONG_CHARACTERS || new Set(token).size < 8) {
    findings.push(
      warning(`It is easy to guess: take ${STRONG_CHARACTERS} random characters or more (openssl rand -hex 24).`),
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
  async run({ settings: { operatorToken }, loaded: reading, args, env }) {
    const isArgument = args.some((arg) => /^--operator-token(?:=|$)/.test(arg));
    const isElsewhere = isArgument || Boolean(env.PARTYLINE_OPERATOR_TOKEN);
    const file = isElsewhere ? undefined : reading.configFile;
    const mode = file === undefined ? 0 : (await stat(file)).mode;
    return assessToken({
      token: operatorToken,
      isArgument,
      readableFile: (mode & OTHERS_READ) !== 0 ? file : undefined,
    });
  },
};
