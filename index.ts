/**
 * Partyline: a transport-agnostic chat core.
 * @module
 */
import { auto } from './adapters/dialects/auto/index.js';
import { text } from './adapters/dialects/text/index.js';
import { stderrLogger, systemClock, systemRandom, systemTokenHash } from './adapters/system/index.js';
import { createHub as createCoreHub, type Hub, type HubParts, MemoryBroker } from './core/index.js';

export { stopOnSignals } from './adapters/system/index.js';
export * from './core/index.js';

/**
 * Puts a hub together. What is not given is the process's own: its clock, its randomness, standard error for warnings,
 * a log in memory, and a dialect that tells native clients from people. Nothing happens until {@link Hub.listen}.
 * @throws TypeError for a limit that is none.
 */
export function createHub(parts: Partial<HubParts> = {}): Hub {
  const random = parts.random ?? systemRandom;
  return createCoreHub({
    plugins: [],
    broker: new MemoryBroker(random),
    dialect: auto({ text: text() }),
    limits: {},
    clock: systemClock,
    digest: systemTokenHash,
    logger: stderrLogger,
    server: { name: 'partyline', version: '0.1.0' },
    ...parts,
    random,
  });
}
