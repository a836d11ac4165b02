import { addBuiltIn } from '../../../core/command/builtin.js';
import type { Command } from '../../../core/command/command.js';
import { CommandTable } from '../../../core/command/table.js';
import type { HubInternals } from '../../../core/hub-internals.js';
import { limitsWith } from '../../../core/limits.js';
import { BlockMonitor } from '../../../core/plugin/block-monitor.js';
import { Events } from '../../../core/plugin/events.js';
import { GateRunner } from '../../../core/plugin/gate-runner.js';
import { manualClock } from '../../../testkit/index.js';

/** The names of the core's own commands, from the table that a hub fills. */
export function builtInCommands(): string[] {
  const names: string[] = [];
  class Listing extends CommandTable {
    override add<Input>(command: Command<Input>, owner?: string): () => void {
      names.push(command.name);
      return super.add(command, owner);
    }
  }
  const ignore = (): void => undefined;
  // Commands look at the core when they run, and none does here.
  const watch = new BlockMonitor(manualClock(), 200, ignore);
  const events = new Events(ignore, watch);
  const gates = new GateRunner(manualClock(), limitsWith(), events, ignore, watch);
  addBuiltIn(
    new Listing({ clock: manualClock(), deadlineMs: 1, events, gates, failed: ignore, refused: ignore, watch }),
    {} as HubInternals,
  );
  return names;
}
