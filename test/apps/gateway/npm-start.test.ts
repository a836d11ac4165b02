import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** `npm start` in a process group of its own, which is killed when the test is done. */
function npmStart(folder = root) {
  const child = spawn('npm', ['start', '--', '--http-port', '0', '--tcp-port', '0'], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => killGroup(child));
  let out = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      for (const listener of listeners) listener();
    });
  }
  // "close" comes when no process holds the output any more: then none is left.
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, out }) as const);
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const check = (): void => {
        const found = pattern.exec(out);
        if (found !== null) resolve(found);
      };
      listeners.add(check);
      check();
      void ended.then(() => reject(new Error(`npm start ended: ${out}`)));
    });
  return { child, ended, says };
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // None is left.
  }
}

function isTaken(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
}

/** A package with the scripts of this one and a compiler that does what is given. */
function packageThatBuilds(compiler: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'node_modules/typescript/bin'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/typescript/bin/tsc'), compiler);
  return folder;
}

describe('npm start under a supervisor', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'drains on %s to npm, and ends with 0 and no process left',
    async (signal) => {
      const { child, ended, says } = npmStart();
      const [, port = ''] = await says(/nc 127\.0\.0\.1 (\d+)/);
      const client = connect(Number(port), '127.0.0.1');
      onTestFinished(() => void client.destroy());
      client.setEncoding('utf8').write('ann\n');
      let read = '';
      client.on('data', (text: string) => {
        read += text;
        if (read.includes('#lobby') && !child.killed) child.kill(signal);
      });
      const { code, signal: by } = await ended;
      expect({ code, by }).toEqual({ code: 0, by: null });
      expect(read).toContain('The server is going down.');
      expect(await isTaken(Number(port))).toBe(false);
    },
  );

  test('is ended by SIGTERM while it builds, with no process left', async () => {
    const { child, ended, says } = npmStart(packageThatBuilds("console.log('builds'); setInterval(() => {}, 1_000);"));
    await says(/^builds/m);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 143 });
  });

  test('ends with the code of a build that fails', async () => {
    const { ended } = npmStart(packageThatBuilds('process.exit(2);'));
    expect(await ended).toMatchObject({ code: 2 });
  });

  test('drains when npm is killed', async () => {
    const { child, ended, says } = npmStart();
    await says(/Press Ctrl-C to stop/);
    child.kill('SIGKILL');
    const { out } = await ended;
    expect(out).toContain('Stopping:');
  });

  test('takes Ctrl-C for one request though terminal and npm both pass it on', async () => {
    const { child, ended, says } = npmStart();
    await says(/Press Ctrl-C to stop/);
    // What a terminal does: the whole group gets it.
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended).toMatchObject({ code: 0 });
  });
});
