import { readPackageInfo } from '../../package-info.js';
import { formatCommandHelp } from '../arguments.js';
import { type Command, EXIT, oneLine, print, printError } from '../command.js';
import { parseArgumentsWithSettings } from '../settings-arguments.js';
import { type Check, type DoctorContext, type Finding, failed, type Level } from './check.js';
import { host, ports } from './network.js';
import { tls } from './public-url.js';
import { config, hosts, origins, plugins, token } from './settings.js';
import { data, files, inspectStore, store } from './storage.js';
import { clock, intl, memory, node, openFiles, pages } from './system.js';

const options = { json: { help: 'Print JSON.' } } as const;

/** `doctor`: checks everything that `start` needs, with the same settings, and changes nothing. */
export const doctor: Command = {
  usage: 'doctor [options]',
  summary: 'Checks what start needs: ports, folders, the store, limits, TLS, the clock.',
  async run(call) {
    const { help, problems, switches, loaded: reading } = parseArgumentsWithSettings('doctor', call, options);
    if (help) {
      print(`${formatCommandHelp(doctor, options)}\nAll options of start are accepted too: partyline --help.\n`);
      return EXIT.ok;
    }
    for (const problem of problems) printError(problem);
    if (problems.length > 0) return EXIT.usage;
    const { settings } = reading;
    let store: ReturnType<DoctorContext['store']> | undefined;
    const context: DoctorContext = {
      about: readPackageInfo(),
      settings,
      loaded: reading,
      args: call.args,
      env: call.env,
      store() {
        store ??= settings.data === '' ? Promise.resolve(undefined) : inspectStore(settings.data);
        return store;
      },
    };
    const { findings: found, isHanging } = await runChecks(context);
    const code = countLevels(found).failed > 0 ? EXIT.failed : EXIT.ok;
    const text = switches.has('json')
      ? formatJsonReport(found, context.about.version)
      : formatReport(found, supportsColour(call.env));
    // A check that hangs, for example on a disk that does not answer, would keep the process alive.
    process.stdout.write(text, () => isHanging && process.exit(code));
    return code;
  },
};

function supportsColour(env: DoctorContext['env']): boolean {
  return process.stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
}

/** How long a check may take. */
const CHECK_TIMEOUT_MS = 5_000;

/** A finding with the name of its check. */
export interface NamedFinding extends Finding {
  readonly name: string;
}

/** The results of all checks. */
export interface DoctorResult {
  readonly findings: readonly NamedFinding[];
  /** True if a check has not ended: it may keep the process alive. */
  readonly isHanging: boolean;
}

/**
 * Runs all checks in parallel, each with a timeout; only those that need no settings if the settings have problems.
 * Never rejects.
 */
export async function runChecks(
  context: DoctorContext,
  all = checks,
  withinMs = CHECK_TIMEOUT_MS,
): Promise<DoctorResult> {
  const isReadable = context.loaded.problems.length === 0;
  const possible = all.filter(({ worksWithoutSettings: always }) => isReadable || always === true);
  const results = await Promise.all(possible.map((check) => inTime(check, context, withinMs)));
  const found = results.flatMap((findings, at) =>
    (findings ?? [failed(`No result within ${withinMs / 1_000} s.`)]).map((finding) => ({
      name: possible[at]?.name ?? '',
      ...finding,
    })),
  );
  const left = all.filter((check) => !possible.includes(check)).map(({ name }) => name);
  const unseen =
    left.length > 0 ? [{ name: 'settings', ...failed(`Fix these first. Not checked: ${left.join(', ')}.`) }] : [];
  return { findings: [...found, ...unseen], isHanging: results.includes(undefined) };
}

/** `undefined`: it took too long. */
async function inTime(check: Check, context: DoctorContext, ms: number): Promise<readonly Finding[] | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  const seen = check.run(context).catch((error: unknown) => {
    return [failed(`The check failed: ${error instanceof Error ? error.message : String(error)}`)];
  });
  const first = await Promise.race([seen, late]);
  clearTimeout(timer);
  return first;
}

/** How many there are of each level. */
export function countLevels(found: readonly Finding[]): Readonly<Record<Level, number>> {
  const count = { ok: 0, warning: 0, failed: 0 };
  for (const { level } of found) count[level] += 1;
  return count;
}

const LINE_CHARACTERS = 1_000;
const colours: Readonly<Record<Level, string>> = { ok: '32', warning: '33', failed: '31' };

/** Formats the findings, one line each, with a summary. */
export function formatReport(found: readonly NamedFinding[], coloured: boolean): string {
  const width = Math.max(...found.map(({ name }) => name.length));
  const lines = found.map(({ level, name, text }) => {
    const word = level.padEnd('warning'.length);
    const painted = coloured ? `\u001b[${colours[level]}m${word}\u001b[0m` : word;
    return `${painted}  ${name.padEnd(width)}  ${oneLine(text, LINE_CHARACTERS)}\n`;
  });
  const count = countLevels(found);
  const warnings = `${count.warning} ${count.warning === 1 ? 'warning' : 'warnings'}`;
  return `${lines.join('')}\n${count.ok} ok, ${warnings}, ${count.failed} failed.\n`;
}

/** Formats the findings as JSON. */
export function formatJsonReport(found: readonly NamedFinding[], version: string): string {
  const count = countLevels(found);
  return `${JSON.stringify({ version, ok: count.failed === 0, count, findings: found }, undefined, 2)}\n`;
}

/** All checks, in the order of the report. */
export const checks: readonly Check[] = [
  config,
  node,
  intl,
  pages,
  host,
  ports,
  tls,
  origins,
  hosts,
  token,
  data,
  store,
  files,
  plugins,
  openFiles,
  memory,
  clock,
];
