import { parseArgs } from 'node:util';

/** How much to try. */
export interface Options {
  /** How many seeds. */
  readonly seeds: number;
  /** The first one. */
  readonly first: number;
  /** Processes that share the seeds. */
  readonly jobs: number;
  /** Whether a failing run is made as small as it can be. */
  readonly shrink: boolean;
  /** Whether to print the trace of the first seed, whatever comes of it. */
  readonly trace: boolean;
}

/** What `--help` prints. */
export const usage = `Random runs of a whole hub, its clients and its network, checked against what Partyline promises.

  --seeds N        how many runs (500)
  --first N        the seed of the first (1)
  --jobs N         processes that share them (2)
  --no-shrink      print a failing run as it is, not made as small as it can be
  --trace          print what happened in the run of the first seed
  --help`;

/**
 * Reads the command line; `undefined` when help was asked for.
 * @throws TypeError for what cannot be understood.
 */
export function optionsFrom(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      seeds: { type: 'string', default: '500' },
      first: { type: 'string', default: '1' },
      jobs: { type: 'string', default: '2' },
      shrink: { type: 'boolean', default: true },
      trace: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    seeds: amount('seeds', values.seeds, 1),
    first: amount('first', values.first, 0),
    jobs: amount('jobs', values.jobs, 1),
    shrink: values.shrink,
    trace: values.trace,
  };
}

function amount(name: string, value: string, least: number): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new TypeError(`--${name} must be a whole number of at least ${least}, not ${value}.`);
}
