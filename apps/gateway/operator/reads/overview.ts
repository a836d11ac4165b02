import { integerParam } from '../query.js';
import type { OperatorQuery } from '../read.js';
import type { Overview } from '../wire.js';

/** `after=N`: how the hub is, and its vitals after number N. */
export const overview: OperatorQuery = (
  { hub, server, telemetry: sight, listeners, chaos, files, clock },
  query,
): Overview => ({
  server: server.name,
  version: server.version,
  state: hub.state,
  startedAt: sight.startedAt,
  now: clock.now(),
  chaos: chaos !== undefined,
  files: files.current !== undefined,
  listeners: listeners.list(),
  vitals: sight.vitals.after(integerParam(query, 'after', 0, Number.MAX_SAFE_INTEGER, 0)),
});
