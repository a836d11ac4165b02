import type { Hub } from '../../core/index.js';
import { EXIT } from './commands/exit.js';
import type { PluginFinder } from './plugins/plugin-files.js';

/** What guarding a process needs of it. */
export interface GuardedProcess {
  on(event: 'unhandledRejection' | 'uncaughtException', listener: (error: unknown) => void): unknown;
  off(event: 'unhandledRejection' | 'uncaughtException', listener: (error: unknown) => void): unknown;
  exit(code: number): unknown;
  exitCode?: number | string | null | undefined;
}

/** What a guard does its work with. */
export interface ProcessGuardOptions {
  readonly process: GuardedProcess;
  readonly hub: Pick<Hub, 'reportFailure'>;
  readonly findPlugin: PluginFinder;
  /** Drains the gateway. */
  readonly stop: () => Promise<void>;
  /** How long draining may take until the process is ended all the same, in milliseconds. */
  readonly exitMs: number;
}

/** The name under which failures are reported whose stack names no plugin. */
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

/** What is thrown need not be an error. */
function toError(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error(`${String(thrown)} was thrown, which is no Error and has no stack.`);
}
