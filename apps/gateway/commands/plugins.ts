import { aligned, oneLine } from './aligned.js';
import { commandHelp } from './arguments.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';
import { type GivenWithSettings, readWithSettings } from './from-start.js';
import { complain, say } from './output.js';
import { listed } from './plugins/listed.js';
import { askPlugins } from './plugins/running.js';
import { placeIn, targetOptions } from './target.js';

const options = {
  url: { placeholder: 'URL', help: 'Ask the gateway that runs there, with the token of its operator.' },
  token: targetOptions.token,
  json: { help: 'For programs: JSON.' },
} as const;

type Given = GivenWithSettings<keyof typeof options>;

/** `plugins`: which plugins there are, in run order, and which are on. */
export const plugins: Command = {
  usage: 'plugins [options]',
  summary:
    'Lists the plugins in run order, and which of them the settings have on; --url: those of a gateway that runs.',
  async run(call) {
    const given = readWithSettings('plugins', call, options);
    if (given.help) {
      say(`${commandHelp(plugins, options)}\nAll options of start are taken too: partyline --help.\n`);
      return EXIT.fine;
    }
    const { url, token } = given.values;
    const place = url === undefined ? undefined : placeIn({ url, token }, call.env);
    const problems = [
      ...given.problems,
      ...(place === undefined ? given.reading.problems : 'base' in place ? [] : place),
    ];
    for (const problem of problems) complain(problem);
    if (problems.length > 0) return EXIT.misused;
    say(place !== undefined && 'base' in place ? await running(place, given) : asSet(given));
    return EXIT.fine;
  },
};

function asSet({ reading, switches }: Given): string {
  const all = listed(reading.settings);
  if (switches.has('json')) return json(all);
  return aligned(all.map(({ name, on, does, by }) => [name, onOff(on), by ?? 'always', does]));
}

async function running(place: { readonly base: string; readonly token: string }, { switches }: Given): Promise<string> {
  const all = await askPlugins(place);
  if (switches.has('json')) return json(all);
  const rows = all.map(({ name, on, slowest, refusals, failures }) => [
    oneLine(name),
    onOff(on),
    slowest === undefined ? '-' : `${slowest.p99Ms.toFixed(1)} ms (${oneLine(slowest.stage)})`,
    String(refusals),
    String(failures),
  ]);
  return aligned([['PLUGIN', '', 'P99 OF GATES', 'REFUSALS', 'FAILURES'], ...rows]);
}

const onOff = (on: boolean): string => (on ? 'on' : 'off');

const json = (value: unknown): string => `${JSON.stringify({ plugins: value }, undefined, 2)}\n`;
