import { readPackageInfo } from '../about.js';
import { formatCommandHelp } from './arguments.js';
import type { Command } from './command.js';
import type { DoctorContext } from './doctor/check.js';
import { countLevels, runChecks } from './doctor/examine.js';
import { formatJsonReport, formatReport } from './doctor/report.js';
import { inspectStore } from './doctor/store/ask.js';
import { EXIT } from './exit.js';
import { parseArgumentsWithSettings } from './from-start.js';
import { print, printError } from './output.js';

const options = { json: { help: 'For programs: JSON.' } } as const;

/** `doctor`: looks at all that `start` needs, with the same settings, and changes nothing. */
export const doctor: Command = {
  usage: 'doctor [options]',
  summary: 'Says whether all is there that start needs: ports, folders, the store, limits, TLS, the clock.',
  async run(call) {
    const { help, problems, switches, loaded: reading } = parseArgumentsWithSettings('doctor', call, options);
    if (help) {
      print(`${formatCommandHelp(doctor, options)}\nAll options of start are taken too: partyline --help.\n`);
      return EXIT.ok;
    }
    for (const problem of problems) printError(problem);
    if (problems.length > 0) return EXIT.usage;
    const { settings } = reading;
    let store: ReturnType<DoctorContext['store']> | undefined;
    const patient: DoctorContext = {
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
    const { findings: found, isHanging } = await runChecks(patient);
    const code = countLevels(found).failed > 0 ? EXIT.failed : EXIT.ok;
    const text = switches.has('json')
      ? formatJsonReport(found, patient.about.version)
      : formatReport(found, supportsColour(call.env));
    // What hangs would keep the process: a disk that does not answer, say.
    process.stdout.write(text, () => isHanging && process.exit(code));
    return code;
  },
};

function supportsColour(env: DoctorContext['env']): boolean {
  return process.stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
}
