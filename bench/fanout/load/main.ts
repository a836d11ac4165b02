import { createHistogram } from 'node:perf_hooks';
import { answerParent } from '../processes/answer.js';
import type { LoadInterval, LoadSettled, LoadTask } from '../processes/protocol.js';
import { wires } from '../wires/index.js';
import { delivered, type Group, gather, tally } from './crowd.js';
import { closedLoop, steadyLoad } from './drive.js';
import { microseconds, stampIn } from './stamp.js';

const settleMs = 10_000;
const lookMs = 20;

/** The load generator's process: brings a crowd into a server, makes it talk, and counts. */
function run(task: LoadTask): void {
  const wire = wires[task.server];
  if (wire === undefined) throw new TypeError(`There is no wire for ${task.server}.`);
  const drive = task.steady === undefined ? closedLoop(task.shape.window) : steadyLoad(task.steady);
  const latencies = createHistogram();
  let groups: readonly Group[] = [];
  let sampling = false;

  function interval(): LoadInterval {
    const { user, system } = process.cpuUsage();
    return { atMs: performance.now(), cpuMs: (user + system) / 1000, delivered: delivered(groups) };
  }

  async function settled(): Promise<LoadSettled> {
    drive.stop();
    const deadline = performance.now() + settleMs;
    while (tally(groups).undelivered > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    const [p50, p99] = [latencies.percentile(50) / 1000, latencies.percentile(99) / 1000];
    return { ...tally(groups), samples: latencies.count, p50Ms: p50, p99Ms: p99 };
  }

  answerParent({
    async gather() {
      groups = await gather(task.port, wire, task.shape, {
        sampled(bytes, at) {
          if (sampling) latencies.record(Math.max(1, microseconds() - stampIn(bytes, at)));
        },
        returned: drive.returned,
        failed(error) {
          console.error(error.message);
          process.exit(1);
        },
      });
    },
    go: () => drive.start(groups),
    begin() {
      sampling = true;
      return interval();
    },
    end() {
      sampling = false;
      return interval();
    },
    settle: settled,
  });
}

run(JSON.parse(process.argv[2] ?? '') as LoadTask);
