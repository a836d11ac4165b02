import { createClient } from '../../../client/index.js';
import { type Hub, Refusal, type Session } from '../../../index.js';
import { type CuttableWire, clientClock, clientRandom } from '../../support/client-wires.js';
import { deferred } from '../../support/deferred.js';

/** Somebody who does not read any more, and whom the hub still believes to be there. */
export interface Frozen {
  /** At the hub. */
  readonly session: Session;
  /** The code with which the hub has closed the connection; resolves when it is gone. */
  readonly lost: Promise<string | undefined>;
  /** Lets go of what is left of it. */
  destroy(): void;
}

/** So much must be stuck in this process for the operating system's buffers to count as full. */
const STUCK_BYTES = 65_536;
/** 4,000 characters, 16,000 bytes. */
const FILLING = '🐎'.repeat(4_000);

/**
 * Comes into a room, reads no more, and is sent so much in a room of its own that the buffers of the operating system,
 * which take some megabytes, are full: the next message waits in this process.
 */
export async function freeze(hub: Hub, wire: CuttableWire, room: string): Promise<Frozen> {
  const lost = deferred<string | undefined>();
  const client = createClient({ open: wire.open, clock: clientClock, random: clientRandom });
  client.connect();
  await client.join(room);
  const { name: own } = await client.join(`only-${client.user?.nick}`);
  const session = hub.chat.sessions().find(({ user }) => user?.id === client.user?.id);
  if (session === undefined) throw new Error('The hub does not know who has come in.');
  const forget = hub.on('lost', (who, { code }) => {
    if (who !== session) return;
    forget();
    lost.resolve(code);
  });
  wire.cut('silence');
  while (session.pendingBytes < STUCK_BYTES) {
    const said = await hub.chat.say({ room: own, text: FILLING });
    if (said instanceof Refusal) throw new Error(said.text);
    // What was said is written when this turn ends.
    await new Promise(setImmediate);
  }
  return {
    session,
    lost: lost.promise,
    destroy() {
      client.stop();
      wire.destroy();
    },
  };
}
