import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('../../../../dist/apps/gateway/main.js', import.meta.url));

/** How the program ended. */
export interface ProgramExit {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built program, running. */
export interface Program {
  readonly child: ChildProcess;
  readonly exited: Promise<ProgramExit>;
  /** Resolves once standard output has a match. */
  waitForOutput(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts the built program; it is killed when the test is done. */
export function startProgram(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
  return observeProgram(spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Starts the built program with a limit of open files. */
export function startProgramWithFileLimit(files: number, args: readonly string[]): Program {
  return startWithShell(`ulimit -n ${files}; exec "$0" "$@"`, args);
}

/** Starts the built program with a shell command, in which `"$0" "$@"` is the program. */
export function startWithShell(command: string, args: readonly string[]): Program {
  return observeProgram(
    spawn('/bin/sh', ['-c', command, process.execPath, main, ...args], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

function observeProgram(child: ChildProcessByStdio<null, Readable, Readable>): Program {
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    for (const check of waiting) check();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<ProgramExit>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const check = (): void => {
        const found = pattern.exec(out);
        if (found !== null) resolve(found);
      };
      waiting.add(check);
      check();
      void ended.then(() => reject(new Error(`The program ended: ${out}${err}`)));
    });
  return { child, exited: ended, waitForOutput: says };
}

/** The built program on free ports, ready. */
export async function startGatewayProgram(...args: readonly string[]) {
  const started = startProgram(['--http-port', '0', '--tcp-port', '0', ...args]);
  const [, http = ''] = await started.waitForOutput(/web chat +(http:\S+)/);
  const [, tcp = ''] = await started.waitForOutput(/nc 127\.0\.0\.1 (\d+)/);
  return { ...started, http, tcpPort: Number(tcp) };
}
