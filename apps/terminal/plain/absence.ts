import type { Client } from '../../../client/index.js';

/** A pipe waits so long for a connection over which what was said can still go. */
const PATIENCE_MS = 30_000;

/** Resolves, to false, once there was no connection for too long. */
export function absence(client: Client, patienceMs = PATIENCE_MS): Promise<false> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const look = (): void => {
      if (client.state === 'online') {
        clearTimeout(timer);
        timer = undefined;
      } else timer ??= setTimeout(() => resolve(false), patienceMs).unref();
    };
    client.on('state', look);
    look();
  });
}
