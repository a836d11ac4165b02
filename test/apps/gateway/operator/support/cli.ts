import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { ProgramExit } from '../../support/program.js';

const main = fileURLToPath(new URL('../../../../../dist/apps/gateway/main.js', import.meta.url));

/** The token of every gateway here. */
export const TOKEN = 'a-token-for-the-tests';

/** Runs the built program to its end, with the token in its environment and something on its standard input. */
export function runProgram(
  args: readonly string[],
  { input = '', env = { PARTYLINE_OPERATOR_TOKEN: TOKEN } }: { input?: string; env?: Record<string, string> } = {},
): Promise<ProgramExit> {
  const child = spawn(process.execPath, [main, ...args], { env, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  // A program that does not read goes away before all is written.
  child.stdin.on('error', () => {}).end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}
