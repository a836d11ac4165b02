import { about } from '../about.js';
import { commandHelp } from './arguments.js';
import type { Command } from './command.js';
import type { Patient } from './doctor/check.js';
import { countOf, examine } from './doctor/examine.js';
import { report, reportAsJson } from './doctor/report.js';
import { askStore } from './doctor/store/ask.js';
import { EXIT } from './exit.js';
import { readWithSettings } from './from-start.js';
import { complain, say } from './output.js';

const options = { json: { help: 'For programs: JSON.' } } as const;

/** `doctor`: looks at all that `start` needs, with the same settings, and changes nothing. */
export const doctor: Command = {
  usage: 'doctor [options]',
  summary: 'Says whether all is there that start needs: ports, folders, the store, limits, TLS, the clock.',
  async run(call) {
    const { help, problems, switches, reading } = readWithSettings('doctor', call, options);
    if (help) {
      say(`${commandHelp(doctor, options)}\nAll options of start are taken too: partyline --help.\n`);
      return EXIT.fine;
    }
    for (const problem of problems) complain(problem);
    if (problems.length > 0) return EXIT.misused;
    const { settings } = reading;
    let store: ReturnType<Patient['store']> | undefined;
    const patient: Patient = {
      about: about(),
      settings,
      reading,
      args: call.args,
      env: call.env,
      store() {
        store ??= settings.data === '' ? Promise.resolve(undefined) : askStore(settings.data);
        return store;
      },
    };
    const { found, isHanging } = await examine(patient);
    const code = countOf(found).failed > 0 ? EXIT.failed : EXIT.fine;
    const text = switches.has('json')
      ? reportAsJson(found, patient.about.version)
      : report(found, isColoured(call.env));
    // What hangs would keep the process: a disk that does not answer, say.
    process.stdout.write(text, () => isHanging && process.exit(code));
    return code;
  },
};

function isColoured(env: Patient['env']): boolean {
  return process.stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
}
