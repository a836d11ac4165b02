import { formatTable, oneLine } from './aligned.js';
import { formatCommandHelp } from './arguments.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';
import { type ArgumentsWithSettings, parseArgumentsWithSettings } from './from-start.js';
import { print, printError } from './output.js';
import { listConfiguredPlugins } from './plugins/listed.js';
import { fetchPlugins } from './plugins/running.js';
import { parseGateway, targetOptions } from './target.js';

const options = {
  url: { placeholder: 'URL', help: 'Ask the gateway that runs there, with the token of its operator.' },
  token: targetOptions.token,
  json: { help: 'For programs: JSON.' },
} as const;

type PluginsArguments = ArgumentsWithSettings<keyof typeof options>;

/** `plugins`: which plugins there are, in run order, and which are on. */
export const plugins: Command = {
  usage: 'plugins [options]',
  summary:
    'Lists the plugins in run order, and which of them the settings have on; --url: those of a gateway that runs.',
  async run(call) {
    const given = parseArgumentsWithSettings('plugins', call, options);
    if (given.help) {
      print(`${formatCommandHelp(plugins, options)}\nAll options of start are taken too: partyline --help.\n`);
      return EXIT.ok;
    }
    const { url, token } = given.values;
    const place = url === undefined ? undefined : parseGateway({ url, token }, call.env);
    const problems = [
      ...given.problems,
      ...(place === undefined ? given.loaded.problems : 'base' in place ? [] : place),
    ];
    for (const problem of problems) printError(problem);
    if (problems.length > 0) return EXIT.usage;
    print(place !== undefined && 'base' in place ? await formatRunning(place, given) : formatConfigured(given));
    return EXIT.ok;
  },
};

function formatConfigured({ loaded: reading, switches }: PluginsArguments): string {
  const all = listConfiguredPlugins(reading.settings);
  if (switches.has('json')) return formatJson(all);
  return formatTable(all.map(({ name, on, does, by }) => [name, formatOnOff(on), by ?? 'always', does]));
}

async function formatRunning(
  place: { readonly base: string; readonly token: string },
  { switches }: PluginsArguments,
): Promise<string> {
  const all = await fetchPlugins(place);
  if (switches.has('json')) return formatJson(all);
  const rows = all.map(({ name, on, slowest, refusals, failures }) => [
    oneLine(name),
    formatOnOff(on),
    slowest === undefined ? '-' : `${slowest.p99Ms.toFixed(1)} ms (${oneLine(slowest.stage)})`,
    String(refusals),
    String(failures),
  ]);
  return formatTable([['PLUGIN', '', 'P99 OF GATES', 'REFUSALS', 'FAILURES'], ...rows]);
}

const formatOnOff = (on: boolean): string => (on ? 'on' : 'off');

const formatJson = (value: unknown): string => `${JSON.stringify({ plugins: value }, undefined, 2)}\n`;
