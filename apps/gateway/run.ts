import { ChatError } from '../../core/index.js';
import { about } from './about.js';
import { banner } from './banner.js';
import { failureLine } from './failure.js';
import { createGateway, type Gateway } from './gateway.js';
import { helpText } from './settings/help.js';
import { type Reading, readSettings } from './settings/read.js';

const EXIT = { fine: 0, failed: 1, misused: 2 } as const;

/** How long the process may linger after all is closed before it is ended, in milliseconds. */
const LINGER_MS = 2_000;

const say = (text: string): boolean => process.stdout.write(text);
const complain = (line: string): boolean => process.stderr.write(`partyline: ${line}\n`);

const answers: Readonly<Record<Exclude<Reading['wish'], 'start'>, (reading: Reading) => string>> = {
  help: () => helpText(about().version),
  version: () => `${about().version}\n`,
  'check-config': ({ config }) => `The settings are in order${config === undefined ? '' : ` (${config})`}.\n`,
};

/** The whole program, from its arguments to its exit code. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  // Whoever reads the banner may go away; that ends nothing.
  process.stdout.on('error', () => {});
  const reading = readSettings(args, env);
  const { wish, problems, warnings } = reading;
  for (const warning of warnings) complain(warning);
  const asked = wish === 'help' || wish === 'version';
  if (problems.length > 0 && !asked) {
    for (const problem of problems) complain(problem);
    process.exitCode = EXIT.misused;
    return;
  }
  if (wish !== 'start') {
    say(answers[wish](reading));
    return;
  }
  const gateway = made(reading.settings);
  if (gateway !== undefined) await serve(gateway);
}

function made(settings: Reading['settings']): Gateway | undefined {
  try {
    return createGateway(settings);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    complain(error.message);
    process.exitCode = EXIT.failed;
    return undefined;
  }
}

async function serve(gateway: Gateway): Promise<void> {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(EXIT.failed);
    stopping = true;
    say('Stopping: everybody is told to come back later. Once more ends it at once.\n');
    void gateway.stop().then(end);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  try {
    say(banner(gateway, await gateway.start()));
  } catch (error) {
    // A signal during the start is no failure.
    if (stopping) return;
    complain(failureLine(error, gateway.settings));
    process.exitCode = EXIT.failed;
    end();
  }
}

/** Lets the process end by itself, so that the log is written out; what keeps it alive all the same is cut off. */
function end(): void {
  setTimeout(() => {
    complain('something kept the process alive after all was closed.');
    process.exit();
  }, LINGER_MS).unref();
}
