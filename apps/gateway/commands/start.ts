import { about } from '../about.js';
import { banner } from '../banner.js';
import { failureLine } from '../failure.js';
import { createGateway, type Gateway } from '../gateway.js';
import { importPlugins } from '../plugins/import-plugins.js';
import { type PluginOf, pluginFinder } from '../plugins/plugin-files.js';
import { resolvePlugin } from '../plugins/resolve-plugin.js';
import { guardProcess } from '../process-guard.js';
import { type CommandHelp, helpText } from '../settings/help.js';
import { type Reading, readSettings } from '../settings/read.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';
import { complain, say } from './output.js';

/** How long the process may linger after all is closed before it is ended, in milliseconds. */
const LINGER_MS = 2_000;

/** Signals that arrive this soon behind the first are the same request, in milliseconds. */
const SAME_SIGNAL_MS = 300;

type Answer = (reading: Reading, all: () => Promise<readonly CommandHelp[]>) => string | Promise<string>;

const answers: Readonly<Record<Exclude<Reading['wish'], 'start'>, Answer>> = {
  help: async (_reading, all) => helpText(about().version, await all()),
  version: () => `${about().version}\n`,
  'check-config': ({ config }) => `The settings are in order${config === undefined ? '' : ` (${config})`}.\n`,
};

/** `start`: runs the gateway until it is told to stop. */
export const start: Command = {
  usage: 'start [options]',
  summary: 'Runs the gateway.',
  async run({ args, env, all }) {
    const reading = readSettings(args, env);
    const { wish, problems, warnings } = reading;
    for (const warning of warnings) complain(warning);
    const asked = wish === 'help' || wish === 'version';
    if (problems.length > 0 && !asked) {
      for (const problem of problems) complain(problem);
      return EXIT.misused;
    }
    if (wish === 'start') {
      const plugins = await importPlugins(reading.settings.plugins, process.cwd()).catch((error: unknown) => {
        // What was imported until then may have begun something.
        end();
        throw error;
      });
      const files = reading.settings.plugins.map((specifier, index) => ({
        name: plugins[index]?.name ?? specifier,
        file: resolvePlugin(specifier, process.cwd()),
      }));
      return serve(createGateway(reading.settings, { plugins }), pluginFinder(files));
    }
    say(await answers[wish](reading, all));
    return EXIT.fine;
  },
};

async function serve(gateway: Gateway, pluginOf: PluginOf): Promise<number> {
  let stopping = false;
  let again = false;
  const stop = (): void => {
    if (again) process.exit(EXIT.failed);
    if (stopping) return;
    stopping = true;
    say('Stopping: clients are asked to come back later.\n');
    // Ctrl-C reaches a program that npm started twice: from the terminal and from npm.
    setTimeout(() => {
      again = true;
      say('Another signal, or Ctrl-C, ends it at once.\n');
    }, SAME_SIGNAL_MS).unref();
    void gateway.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  guardProcess({
    process,
    hub: gateway.hub,
    pluginOf,
    stop: gateway.stop,
    exitMs: gateway.settings.drainMs + LINGER_MS,
  });
  // An operator may have stopped it.
  void gateway.stopped.then(end);
  try {
    say(banner(gateway, await gateway.start()));
  } catch (error) {
    // A signal during the start is no failure.
    if (stopping) return EXIT.fine;
    complain(failureLine(error, gateway.settings));
    return EXIT.failed;
  }
  return EXIT.fine;
}

/** Lets the process end by itself, so that the log is written out; what keeps it alive all the same is cut off. */
function end(): void {
  setTimeout(() => {
    complain('something kept the process alive after all was closed.');
    process.exit();
  }, LINGER_MS).unref();
}
