import type { Client } from '../../client/index.js';

/** What is needed to say whether a client should have found its session. */
export interface Returning {
  now(): number;
  /** Counts the hubs of the run. */
  hubs(): number;
  /** For how long sessions are kept at least. */
  readonly keptMs: number;
}

/** Says of every login of a client that was wrong: its session should have been there. */
export function lostSessionsOf(client: Client, { now, hubs, keptMs }: Returning): readonly string[] {
  const complaints: string[] = [];
  /** The hub that the session is of. */
  let session = 0;
  let attempt = 0;
  let awaySince = now();
  let online = false;
  client.on('state', (state) => {
    // What a hub has sent may be read when there is another one already.
    if (state === 'connecting') attempt = hubs();
    if (online && state !== 'online') awaySince = now();
    online = state === 'online';
  });
  client.on('welcome', (how) => {
    const away = now() - awaySince;
    const isSameHub = session === hubs();
    if (how === 'restarted' && isSameHub && away < keptMs) complaints.push(`the session was gone after ${away} ms`);
    session = attempt;
  });
  return complaints;
}
