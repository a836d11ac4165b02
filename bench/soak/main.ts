import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Options, optionsFrom, usage } from './options.js';
import { type Failure, run, traceOf } from './run.js';

/** What a job is told, as its arguments: which seeds, every how-manieth. */
interface Share {
  readonly first: number;
  readonly end: number;
  readonly step: number;
}

/** Plays seeds until one fails. A job's own process says so to the one that began it. */
async function work({ first, end, step }: Share, shrink: boolean, played: (failure?: Failure) => void): Promise<void> {
  let last = end;
  // Another job has found a failure: only what comes before it matters now.
  process.on('message', (failed: number) => {
    last = Math.min(last, failed);
  });
  for (let seed = first; seed < last; seed += step) {
    const failure = await run(seed, shrink);
    played(failure);
    if (failure !== undefined) return;
  }
}

/** Shares the seeds among processes; the failure with the lowest seed, if there is one. */
function shared({ seeds, first, jobs, shrink }: Options, played: () => void): Promise<Failure | undefined> {
  const failures: Failure[] = [];
  const children = Array.from({ length: jobs }, (_, job) => {
    const share = [first + job, first + seeds, jobs].join(',');
    return fork(fileURLToPath(import.meta.url), [`--share=${share}`, shrink ? '--shrink' : '--no-shrink']);
  });
  const ends = children.map(
    (child) =>
      new Promise<void>((resolve, reject) => {
        child.on('message', (message: Failure | 'kept') => {
          played();
          if (message === 'kept') return;
          failures.push(message);
          for (const other of children) if (other.connected) other.send(message.seed, () => {});
        });
        child.on('error', reject);
        child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A job ended with ${code}.`))));
      }),
  );
  return Promise.all(ends).then(() => failures.sort((a, b) => a.seed - b.seed)[0]);
}

/** Plays what the command line asks for; the exit code says whether every promise was kept. */
async function soak(options: Options): Promise<void> {
  if (options.trace) console.log(await traceOf(options.first));
  const began = performance.now();
  let count = 0;
  const failure = await shared(options, () => {
    count++;
    if (process.stdout.isTTY) process.stdout.write(`\r${count} of ${options.seeds}`);
  });
  const seconds = (performance.now() - began) / 1_000;
  if (process.stdout.isTTY) process.stdout.write('\r');
  console.log(`${count} runs in ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} a second`);
  if (failure === undefined) {
    console.log('Every promise was kept.');
    return;
  }
  console.log(`The run of seed ${failure.seed} broke one:\n${failure.text}`);
  process.exitCode = 1;
}

const share = process.argv.find((argument) => argument.startsWith('--share='))?.slice('--share='.length);
if (share !== undefined) {
  const [first = 0, end = 0, step = 1] = share.split(',').map(Number);
  await work({ first, end, step }, !process.argv.includes('--no-shrink'), (failure) =>
    process.send?.(failure ?? 'kept'),
  );
  process.disconnect?.();
} else {
  const options = optionsFrom(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await soak(options);
}
