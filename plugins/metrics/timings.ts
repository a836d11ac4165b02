import { Histogram, type Registry } from 'prom-client';
import type { PluginHost } from '../../core/index.js';
import { boundedLabel } from './labels.js';

/** Upper bounds, in seconds. The hub's clock counts milliseconds, so there is nothing to tell apart below one. */
const WORK = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];
const HANDOVER = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Measures how long things take. @returns What makes it listen to a hub. */
export function timings(registry: Registry): (host: PluginHost) => void {
  const histogram = <L extends string>(
    name: string,
    help: string,
    buckets: readonly number[],
    labelNames: readonly L[],
  ): Histogram<L> =>
    new Histogram({ name: `partyline_${name}`, help, buckets: [...buckets], labelNames, registers: [registry] });
  const gates = histogram('gate_seconds', "Time in each plugin's gate, and what it did.", WORK, [
    'plugin',
    'stage',
    'did',
  ]);
  const commands = histogram('command_seconds', 'Time of each command, gates and broker included.', WORK, [
    'command',
    'outcome',
  ]);
  const handover = histogram(
    'handover_seconds',
    "From a message's stamp, after the gates, until the turn is over in which it was written to its receivers.",
    HANDOVER,
    [],
  );
  const commandLabel = boundedLabel();

  return (host) => {
    host.on('gateRun', ({ plugin, stage, did, ms }) => gates.observe({ plugin, stage, did }, ms / 1_000));
    host.on('commandRun', ({ command, refused, ms }) =>
      commands.observe({ command: commandLabel(command), outcome: refused ? 'refused' : 'done' }, ms / 1_000),
    );
    let stamps: number[] = [];
    // The rooms have asked for the end of this turn before their message was told of, so what is asked for now comes
    // after they have written.
    const written = (): void => {
      const now = host.clock.monotonic();
      for (const at of stamps) handover.observe((now - at) / 1_000);
      stamps = [];
    };
    host.on('message', (_entry, _session, stampedAt) => {
      if (stamps.length === 0) host.clock.afterTick(written);
      stamps.push(stampedAt);
    });
  };
}
