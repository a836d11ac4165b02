import { parseArgs } from 'node:util';

/** What to measure. */
export interface Options {
  /** The size of the file, in MiB. */
  readonly mib: number;
  /** How often each transfer is cut. */
  readonly cuts: number;
  /** What the bytes and the places of the cuts are made of. */
  readonly seed: number;
  /** Rounds of the race; its median is reported. */
  readonly rounds: number;
  /** For how long the chat is measured while nothing else happens, in seconds. */
  readonly idle: number;
  /** Whether to fail when a bar is missed. */
  readonly check: boolean;
}

/** What `--help` prints. */
export const usage = `Files: over WebSocket to the hub, over TCP and HTTP from it, cut again and again, while others chat.

  --mib N      size of the file (1024)
  --cuts N     how often each transfer is cut (10)
  --seed N     of the bytes and of the cuts (1)
  --rounds N   rounds of the race against a bare copy; medians are reported (5)
  --idle N     seconds for which the chat is measured alone (15)
  --check      exit with 1 when a bar is missed
  --help`;

/** Reads the command line; `undefined` when help was asked for. @throws TypeError for what cannot be understood. */
export function optionsFrom(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      mib: { type: 'string', default: '1024' },
      cuts: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '5' },
      idle: { type: 'string', default: '15' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    mib: whole('mib', values.mib, 1),
    cuts: whole('cuts', values.cuts, 0),
    seed: whole('seed', values.seed, 1),
    rounds: whole('rounds', values.rounds, 1),
    idle: whole('idle', values.idle, 1),
    check: values.check,
  };
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw new TypeError(`--${name} must be a whole number of at least ${least}.`);
}
