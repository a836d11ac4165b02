import { memory } from '../../../../adapters/transports/memory/index.js';
import type { ClientWire } from '../../../../client/index.js';
import type { CloseCause, Connection } from '../../../../core/index.js';
import { seededRandom, virtualClock } from '../../../../testkit/index.js';
import type { Host } from '../../../../testkit/world/host.js';
import { createNetwork, type NetworkOptions } from '../../../../testkit/world/network.js';

export interface Arrived {
  readonly text: string;
  readonly at: number;
}

/** The hub's end of a connection. */
export interface Accepted {
  readonly connection: Connection;
  readonly frames: Arrived[];
  closed: CloseCause | undefined;
  say(...texts: readonly string[]): void;
}

/** The client's end. */
export interface Opened {
  readonly wire: ClientWire;
  readonly frames: Arrived[];
  /** `opened`, `closed`, with the time of each. */
  readonly events: [string, number][];
}

export async function stage(options: NetworkOptions = {}, seed = 1) {
  const clock = virtualClock({ start: 0 });
  const network = createNetwork({ clock, random: seededRandom(seed), options });
  const transport = memory({ clock });
  const accepted: Accepted[] = [];
  await transport.listen((connection) => {
    const end: Accepted = {
      connection,
      frames: [],
      closed: undefined,
      say: (...texts) => connection.write(connection.framing.pack(texts)),
    };
    accepted.push(end);
    connection.start({
      frame: (frame) => void end.frames.push({ text: String(frame), at: clock.now() }),
      rejected() {},
      drained() {},
      closed(cause) {
        end.closed = cause;
      },
    });
  });
  network.listener = transport;

  function open(host: Host): Opened {
    const frames: Arrived[] = [];
    const events: [string, number][] = [];
    const wire = host.opener()({
      opened: () => events.push(['opened', clock.now()]),
      frame: (text) => frames.push({ text: String(text), at: clock.now() }),
      closed: () => events.push(['closed', clock.now()]),
    });
    return { wire, frames, events };
  }

  /** A host with a connection that is open at both ends. */
  async function connected(name = 'ann') {
    const host = network.host(name);
    const client = open(host);
    await clock.advance(100);
    const hub = accepted.at(-1);
    if (hub === undefined) throw new Error('The connection was not accepted.');
    return { host, client, hub };
  }

  return { clock, network, transport, accepted, open, connected };
}

export const texts = (frames: readonly Arrived[]) => frames.map(({ text }) => text);
export const names = ({ events }: Opened) => events.map(([name]) => name);
export const numbered = Array.from({ length: 50 }, (_, number) => String(number));
