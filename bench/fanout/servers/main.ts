import { answerParent } from '../processes/answer.js';
import type { ServerMemory, ServerUsage } from '../processes/protocol.js';
import { servers } from './index.js';

const collections = 4;
const betweenMs = 150;

/** The server's process: starts the server that it is named, and says what it uses. */
function run(name: string): void {
  const load = servers[name];
  if (load === undefined) throw new TypeError(`There is no server named ${name}.`);
  const started = load().then((server) => server.start());
  answerParent({ port: () => started, usage, memory });
}

function usage(): ServerUsage {
  const { user, system } = process.cpuUsage();
  return { atMs: performance.now(), cpuMs: (user + system) / 1000 };
}

/** V8 gives pages back some time after a collection, so several are made, with time between. */
async function memory(): Promise<ServerMemory> {
  for (let round = 0; round < collections; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external };
}

run(process.argv[2] ?? '');
