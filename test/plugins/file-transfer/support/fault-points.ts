import type { FileHandle } from 'node:fs/promises';

/** A call at which the process ends, or fails. */
export interface Fault {
  /** Which call: 1 is the first. */
  readonly at: number;
  /** Whether the call has its effect. */
  readonly when: 'before' | 'after';
}

/** The calls of one process to what outlives it. */
export interface Process {
  /** The calls so far, by name. */
  readonly calls: readonly string[];
  /** Whether the process has ended: nothing of it goes on. */
  readonly isDead: boolean;
  /** Resolves when the process has ended, and what it had handed to the system is done. */
  readonly ended: Promise<void>;
  /** Makes a call, if the process still lives; a call of a dead one never returns. */
  call<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Remembers a file that the process has open. */
  opened(handle: FileHandle): void;
  /** Closes what a dead process has left open, as the system does. */
  closeAll(): Promise<void>;
}

/** Begins a process that is killed at a call. @param fault `undefined`: it is not killed. */
export function processWith(fault: Fault | undefined): Process {
  const calls: string[] = [];
  const handles = new Set<FileHandle>();
  let isDead = false;
  let underWay = 0;
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const never = new Promise<never>(() => {});

  function leave(): void {
    underWay--;
    if (isDead && underWay === 0) end();
  }

  return {
    calls,
    ended,
    opened: (handle) => void handles.add(handle),
    async closeAll() {
      for (const handle of handles) if (handle.fd >= 0) await handle.close();
      handles.clear();
    },
    get isDead() {
      return isDead;
    },
    async call(name, work) {
      if (isDead) return never;
      calls.push(name);
      const isLast = fault !== undefined && calls.length === fault.at;
      if (isLast) isDead = true;
      if (isLast && fault.when === 'before') {
        if (underWay === 0) end();
        return never;
      }
      underWay++;
      try {
        const result = await work();
        return isDead ? never : result;
      } catch (error) {
        if (isDead) return never;
        throw error;
      } finally {
        leave();
      }
    },
  };
}

/** An object all of whose methods are calls of a process. */
export function calling<T extends object>(target: T, prefix: string, process: () => Process | undefined): T {
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const run = () => Reflect.apply(value, target, args) as Promise<unknown>;
        return process()?.call(`${prefix}.${String(name)}`, run) ?? run();
      };
    },
  });
}

/** The functions of `node:fs/promises`, as calls of the process that is running. */
export function callingFiles<T extends object>(files: T, process: () => Process | undefined): T {
  return new Proxy(files, {
    get(_, name) {
      const value: unknown = Reflect.get(files, name, files);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const owner = process();
        const run = () => Reflect.apply(value, files, args) as Promise<unknown>;
        if (name !== 'open' || owner === undefined) return owner?.call(`fs.${String(name)}`, run) ?? run();
        const handle = await owner.call('fs.open', async () => {
          const opened = (await run()) as FileHandle;
          owner.opened(opened);
          return opened;
        });
        // A file that is open belongs to the process that has opened it.
        return calling(handle, 'file', () => owner);
      };
    },
  });
}

/** The process that calls of `node:fs/promises` are made by; `undefined`: the test itself. */
export const running: { process: Process | undefined } = { process: undefined };
