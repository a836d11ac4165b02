import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hub } from '../../core/index.js';
import { EXIT } from './commands/command.js';

/** The parts of `process` that the guard uses. */
export interface GuardedProcess {
  on(event: 'unhandledRejection' | 'uncaughtException', listener: (error: unknown) => void): unknown;
  off(event: 'unhandledRejection' | 'uncaughtException', listener: (error: unknown) => void): unknown;
  exit(code: number): unknown;
  exitCode?: number | string | null | undefined;
}

/** Options of the guard. */
export interface ProcessGuardOptions {
  readonly process: GuardedProcess;
  readonly hub: Pick<Hub, 'reportFailure'>;
  readonly findPlugin: PluginFinder;
  /** Drains the gateway. */
  readonly stop: () => Promise<void>;
  /** Time for draining before the process is ended, in milliseconds. */
  readonly exitMs: number;
}

/** Name for failures whose stack names no plugin. */
const UNKNOWN_PLUGIN = 'app';

/**
 * Keeps a gateway's process going when a promise of a plugin rejects and nothing waits for it: that is logged under the plugin's
 * name and counted. An exception that nothing has caught may have left anything half done: it is logged, then the gateway
 * drains and the process ends with 1. A second one while it drains ends the process at once.
 * @returns Stops guarding.
 */
export function guardProcess({ process, hub, findPlugin: pluginOf, stop, exitMs }: ProcessGuardOptions): () => void {
  let isStopping = false;

  const rejected = (reason: unknown): void =>
    hub.reportFailure(pluginOf(reason) ?? UNKNOWN_PLUGIN, 'unhandled rejection', toError(reason));

  const thrown = (error: unknown): void => {
    hub.reportFailure(pluginOf(error) ?? UNKNOWN_PLUGIN, 'uncaught exception', toError(error));
    process.exitCode = EXIT.failed;
    if (isStopping) {
      process.exit(EXIT.failed);
      return;
    }
    isStopping = true;
    setTimeout(() => process.exit(EXIT.failed), exitMs).unref();
    void stop();
  };

  process.on('unhandledRejection', rejected);
  process.on('uncaughtException', thrown);
  return () => {
    process.off('unhandledRejection', rejected);
    process.off('uncaughtException', thrown);
  };
}

/** Converts a thrown value to an Error. */
function toError(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error(`${String(thrown)} was thrown. It is not an Error and has no stack.`);
}

/** Finds the plugin that threw an error; `undefined` if its stack names none. */
export type PluginFinder = (error: unknown) => string | undefined;

/** A plugin and the module that it was imported from. */
export interface PluginFile {
  readonly name: string;
  /** A `file:` URL or a path. */
  readonly file: string;
}

/** Where this package's own code is, with its `plugins` folder. */
const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Finds plugins by the files in a stack: the module itself, then its folder (its other modules), then the stock plugins.
 * @param files The plugins that were imported.
 */
export function createPluginFinder(files: readonly PluginFile[]): PluginFinder {
  const byFile = new Map<string, string>();
  const byFolder = new Map<string, string | undefined>();
  for (const { name, file } of files) {
    const path = toPath(file);
    byFile.set(path, name);
    const folder = dirname(path) + sep;
    // Which of several plugins in one folder has a module beside them is not known.
    byFolder.set(folder, byFolder.has(folder) ? undefined : name);
  }

  function ownerOf(path: string): string | undefined {
    const name = byFile.get(path);
    if (name !== undefined) return name;
    if (path.startsWith(PACKAGE)) return stockPluginName(path);
    const folders = [...byFolder.keys()].filter((folder) => path.startsWith(folder));
    return byFolder.get(folders.sort((one, other) => other.length - one.length)[0] ?? '');
  }

  return (error) => {
    for (const path of stackFiles(error)) {
      const owner = ownerOf(path);
      if (owner !== undefined) return owner;
    }
    return undefined;
  };
}

function stockPluginName(path: string): string | undefined {
  const parts = path.slice(PACKAGE.length).split(sep);
  return parts[0] === 'plugins' && parts.length > 2 ? parts[1] : undefined;
}

const FRAME = /(?:\(|at (?:async )?)((?:file:|\/|[A-Za-z]:\\).+?):\d+:\d+\)?$/;
/** Causes of causes that are looked at. */
const MAX_CAUSES = 8;

/** The files of an error's stack, the innermost call first, then those of its causes. */
function stackFiles(error: unknown): readonly string[] {
  const files: string[] = [];
  let at: unknown = error;
  for (let depth = 0; depth < MAX_CAUSES && at instanceof Error; depth++) {
    for (const line of String(at.stack ?? '').split('\n')) {
      const file = FRAME.exec(line)?.[1];
      if (file !== undefined) files.push(toPath(file));
    }
    at = at.cause;
  }
  return files;
}

function toPath(file: string): string {
  try {
    return file.startsWith('file:') ? fileURLToPath(file) : file;
  } catch {
    return file;
  }
}
