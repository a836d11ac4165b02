import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer } from './protocol.js';

const answerMs = 90_000;
const endMs = 10_000;

/** How a process of the benchmark is started. */
export interface Launch {
  /** The module, relative to this one. */
  readonly module: string;
  readonly argument: string;
  /** The core it is pinned to with `taskset`; `undefined` leaves it to the scheduler. */
  readonly core: number | undefined;
  /** Options for node. */
  readonly options?: readonly string[];
}

/** A process that answers questions. */
export class Child {
  readonly #process: ChildProcess;
  readonly #name: string;
  readonly #pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #next = 1;

  constructor({ module, argument, core, options = [] }: Launch) {
    const node = [...options, fileURLToPath(new URL(module, import.meta.url)), argument];
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    this.#name = module;
    this.#process =
      core === undefined
        ? spawn(process.execPath, node, { stdio: [...stdio] })
        : spawn('taskset', ['-c', String(core), process.execPath, ...node], { stdio: [...stdio] });
    this.#process.on('message', (answer: Answer) => this.#settle(answer));
    this.#process.on('error', (error) => this.#lose(error.message));
    this.#process.on('exit', (code, signal) => this.#lose(`ended with ${signal ?? code}`));
  }

  /** The answer as the child's table gives it; the caller knows its shape. Rejects after a minute and a half. */
  async ask(question: string): Promise<unknown> {
    const id = this.#next++;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      if (this.#process.connected) this.#process.send({ id, question });
      else reject(new Error(`${this.#name} is gone.`));
    });
    const timer = setTimeout(() => this.#settle({ id, error: `no answer to ${question}` }), answerMs);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      this.#pending.delete(id);
    }
  }

  /** Lets it end by itself, and makes it when it does not. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), endMs);
    if (this.#process.connected) this.#process.disconnect();
    await gone;
    clearTimeout(timer);
  }

  #settle({ id, value, error }: Answer): void {
    const pending = this.#pending.get(id);
    if (error === undefined) pending?.resolve(value);
    else pending?.reject(new Error(`${this.#name}: ${error}`));
  }

  #lose(why: string): void {
    for (const { reject } of this.#pending.values()) reject(new Error(`${this.#name}: ${why}`));
  }
}
