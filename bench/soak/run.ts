import fc from 'fast-check';
import { type Act, acts, type Model } from './acts.js';
import { afterwards, finally_, leaveAll, mend } from './ending.js';
import { always, type Invariant } from './invariants.js';
import { type Stage, type StageOptions, setStage } from './stage.js';

/** A run that broke a promise. */
export interface Failure {
  readonly seed: number;
  /** What was not kept, how, and what happened. */
  readonly text: string;
}

const ACTS = 100;

/** A promise was broken. */
class Broken extends Error {
  override readonly name = 'Broken';
}

function hold(stage: Stage, invariants: readonly Invariant[]): void {
  for (const { name, broken } of invariants) {
    const how = broken(stage);
    if (how !== undefined) throw new Broken(`${name}: ${how}\n\n${stage.kind}\n${stage.world.trace()}`);
  }
}

/** Looks after every act whether all promises are kept. */
class Watched implements fc.AsyncCommand<Model, Stage> {
  readonly #act: Act;

  constructor(act: Act) {
    this.#act = act;
  }

  check(model: Readonly<Model>): boolean {
    return this.#act.check(model);
  }

  async run(model: Model, stage: Stage): Promise<void> {
    await this.#act.run(model, stage);
    hold(stage, always);
  }

  toString(): string {
    return this.#act.toString();
  }
}

const commands = fc.commands(
  acts.map((arbitrary) => arbitrary.map((act) => new Watched(act))),
  { maxCommands: ACTS, size: 'max' },
);

const stages: fc.Arbitrary<StageOptions> = fc.record({
  seed: fc.noShrink(fc.nat()),
  kept: fc.boolean(),
  brokerMs: fc.constantFrom([0, 0] as const, [1, 30] as const),
});

/** Plays a run to its end. Throws what breaks a promise; `ended` gets the stage in any case. */
async function play(
  options: StageOptions,
  script: Iterable<fc.AsyncCommand<Model, Stage>>,
  ended: (stage: Stage) => void = () => {},
): Promise<void> {
  const stage = await setStage(options);
  try {
    await fc.asyncModelRun(() => ({ model: { gone: new Set<number>() }, real: stage }), script);
    await mend(stage);
    hold(stage, [...always, ...finally_]);
    await leaveAll(stage);
    hold(stage, afterwards);
  } finally {
    ended(stage);
    await stage.world.close();
  }
}

/** Plays the run of a seed. `undefined`: every promise was kept. */
export async function run(seed: number, shrink: boolean): Promise<Failure | undefined> {
  const property = fc.asyncProperty(stages, commands, (options, script) => play(options, script));
  const outcome = await fc.check(property, { seed, numRuns: 1, endOnFailure: !shrink });
  if (!outcome.failed) return undefined;
  const error = outcome.errorInstance;
  return { seed, text: error instanceof Broken ? error.message : String(error instanceof Error ? error.stack : error) };
}

/** What happens in the run of a seed, kept promises or not. */
export async function traceOf(seed: number): Promise<string> {
  const [sample] = fc.sample(fc.tuple(stages, commands), { seed, numRuns: 1 });
  let trace = '';
  if (sample !== undefined) {
    await play(...sample, ({ kind, world }) => {
      trace = `${kind}\n${world.trace()}`;
    }).catch(() => undefined);
  }
  return trace;
}
