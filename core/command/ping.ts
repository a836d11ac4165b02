import type { HubInternals } from '../hub-internals.js';
import type { Command } from './command.js';

/** `ping`: are you there? The reply is the server's time. */
export const ping = (core: HubInternals): Command => ({
  name: 'ping',
  summary: 'Asks the server for a sign of life.',
  beforeLogin: true,
  run: () => ({ at: core.clock.now() }),
});
