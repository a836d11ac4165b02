import { createGateway, type Gateway } from '../gateway.js';
import { importPlugins, resolvePlugin } from '../import-plugins.js';
import { readPackageInfo } from '../package-info.js';
import { createPluginFinder, guardProcess, type PluginFinder } from '../process-guard.js';
import type { CommandHelp } from '../settings/cli-text.js';
import { formatHelp } from '../settings/flags.js';
import { type LoadedSettings, readSettings } from '../settings/read.js';
import { describeStartFailure, formatBanner } from '../startup-messages.js';
import { type Command, EXIT, print, printError } from './command.js';

/** Time after closing everything until the process is ended, in milliseconds. */
const LINGER_MS = 2_000;

/** Signals within this time after the first count as the same request, in milliseconds. */
const SAME_SIGNAL_MS = 300;

type ActionOutput = (loaded: LoadedSettings, all: () => Promise<readonly CommandHelp[]>) => string | Promise<string>;

const actionOutputs: Readonly<Record<Exclude<LoadedSettings['action'], 'start'>, ActionOutput>> = {
  help: async (_reading, all) => formatHelp(readPackageInfo().version, await all()),
  version: () => `${readPackageInfo().version}\n`,
  'check-config': ({ configFile: config }) => `The settings are valid${config === undefined ? '' : ` (${config})`}.\n`,
};

/** `start`: runs the gateway until a signal stops it. */
export const start: Command = {
  usage: 'start [options]',
  summary: 'Runs the gateway.',
  async run({ args, env, loadAllCommands: all }) {
    const loaded = readSettings(args, env);
    const { action, problems, warnings } = loaded;
    for (const warning of warnings) printError(warning);
    const asked = action === 'help' || action === 'version';
    if (problems.length > 0 && !asked) {
      for (const problem of problems) printError(problem);
      return EXIT.usage;
    }
    if (action === 'start') {
      const plugins = await importPlugins(loaded.settings.plugins, process.cwd()).catch((error: unknown) => {
        // A plugin imported before may keep the process alive.
        endProcess();
        throw error;
      });
      const files = loaded.settings.plugins.map((specifier, index) => ({
        name: plugins[index]?.name ?? specifier,
        file: resolvePlugin(specifier, process.cwd()),
      }));
      return runGateway(createGateway(loaded.settings, { plugins }), createPluginFinder(files));
    }
    print(await actionOutputs[action](loaded, all));
    return EXIT.ok;
  },
};

async function runGateway(gateway: Gateway, pluginOf: PluginFinder): Promise<number> {
  let stopping = false;
  let again = false;
  const stop = (): void => {
    if (again) process.exit(EXIT.failed);
    if (stopping) return;
    stopping = true;
    print('Stopping: asking clients to reconnect later.\n');
    // A program started by npm receives Ctrl-C twice: from the terminal and from npm.
    setTimeout(() => {
      again = true;
      print('Send another signal or press Ctrl-C again to stop immediately.\n');
    }, SAME_SIGNAL_MS).unref();
    void gateway.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  guardProcess({
    process,
    hub: gateway.hub,
    findPlugin: pluginOf,
    stop: gateway.stop,
    exitMs: gateway.settings.drainMs + LINGER_MS,
  });
  // An operator may have stopped it.
  void gateway.stopped.then(endProcess);
  try {
    print(formatBanner(gateway, await gateway.start()));
  } catch (error) {
    // A signal during the start is no failure.
    if (stopping) return EXIT.ok;
    printError(describeStartFailure(error, gateway.settings));
    return EXIT.failed;
  }
  return EXIT.ok;
}

/** Lets the process end after the log is written, and ends it if something keeps it alive. */
function endProcess(): void {
  setTimeout(() => {
    printError('Something kept the process alive after everything was closed. Exiting.');
    process.exit();
  }, LINGER_MS).unref();
}
