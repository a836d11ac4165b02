// Runs an example as a program of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const START_MS = 20_000;
const END_MS = 10_000;

/** Runs a file until it ends by itself. Throws unless it does so in time, with code 0. */
export async function runToEnd(file, cwd) {
  const child = start(file, cwd);
  await ended(child, START_MS);
}

/** Runs a file until all its ports answer, then sends SIGINT. Throws unless it then ends in time, with code 0. */
export async function runUntilInterrupted(file, ports, cwd) {
  const child = start(file, cwd);
  try {
    await Promise.all(ports.map((port) => answers(port, child)));
  } catch (error) {
    child.process.kill('SIGKILL');
    throw new Error(`${error.message}\n${child.output()}`);
  }
  child.process.kill('SIGINT');
  await ended(child, END_MS);
}

function start(file, cwd) {
  const process_ = spawn(process.execPath, [file], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [process_.stdout, process_.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return { process: process_, exit: once(process_, 'exit'), output: () => output };
}

async function ended(child, ms) {
  const late = new AbortController();
  const deadline = sleep(ms, undefined, { signal: late.signal }).catch(() => undefined);
  const result = await Promise.race([child.exit, deadline]);
  late.abort();
  if (result === undefined) {
    child.process.kill('SIGKILL');
    throw new Error(`It did not end within ${ms / 1000} s.\n${child.output()}`);
  }
  const [code, signal] = result;
  if (code !== 0) throw new Error(`It ended with ${signal ?? `code ${code}`}.\n${child.output()}`);
}

async function answers(port, child) {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    if (child.process.exitCode !== null) throw new Error(`It ended with code ${child.process.exitCode}.`);
    if (await accepts(port)) return;
    await sleep(50);
  }
  throw new Error(`Nothing listens on port ${port} after ${START_MS / 1000} s.`);
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
