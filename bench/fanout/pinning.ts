import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Which core each side runs on; `undefined` where it is not pinned. */
export interface Pinning {
  readonly server: number | undefined;
  readonly load: number | undefined;
  /** For the report. */
  readonly text: string;
}

/** The server on core 0, the load generator on core 1, if `taskset` and a second core are there. */
export function pinning(): Pinning {
  const free = { server: undefined, load: undefined };
  if (availableParallelism() < 2)
    return { ...free, text: 'not pinned: there is one core only, and both sides share it' };
  const probe = spawnSync('taskset', ['-c', '0,1', 'true']);
  if (probe.status !== 0) return { ...free, text: 'not pinned: there is no taskset (util-linux) here' };
  return { server: 0, load: 1, text: 'server pinned to core 0, load generator to core 1' };
}
