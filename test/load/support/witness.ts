import { type Client, createClient, type OpenWire, type Position, type WireEvents } from '../../../client/index.js';
import type { MessageEvent } from '../../../core/index.js';
import { type CuttableWire, clientClock, clientRandom } from '../../support/client-wires.js';
import type { Bell } from './bell.js';

/** What a client has been told of one room. */
export interface Sight {
  /** Where the room was when the client came in. */
  readonly since: Position;
  /** Each message as `offset id`, in the order in which they came. */
  readonly messages: string[];
}

/** A client on a real wire, and all that it has been told. */
export interface Witness {
  readonly nick: string;
  readonly client: Client;
  readonly wire: CuttableWire;
  /** By room. */
  readonly sights: ReadonlyMap<string, Sight>;
  /** Whatever must not happen. */
  readonly flaws: readonly string[];
  /** How often the session went on after a loss. */
  readonly resumes: number;
  /** How many messages were caught up. */
  readonly caughtUp: number;
  /** Goes into a room. */
  join(room: string): Promise<void>;
}

/**
 * Watches the bare wire: on each connection the messages of a room must follow, one by one, the place that the client
 * has come back with. A client leaves out what comes twice and says nothing, so that it has to be seen here.
 */
function watched(open: OpenWire, client: () => Client, flaw: (text: string) => void): OpenWire {
  return (events: WireEvents) => {
    const places = new Map<string, number>();
    for (const { name, position } of client().rooms.values()) {
      if (position !== undefined) places.set(name, position.offset);
    }
    function look({ room, offset }: MessageEvent): void {
      const last = places.get(room);
      if (last !== undefined && offset !== last + 1) flaw(`the wire brings ${offset} of ${room} after ${last}`);
      places.set(room, offset);
    }
    return open({
      ...events,
      frame(frame) {
        const text = String(frame);
        if (text.startsWith('{"type":"message"')) look(JSON.parse(text) as MessageEvent);
        events.frame(frame);
      },
    });
  };
}

/** Makes a client, which is not connected yet. */
export function createWitness(nick: string, wire: CuttableWire, bell: Bell): Witness {
  const sights = new Map<string, Sight>();
  const flaws: string[] = [];
  const flaw = (text: string): void => void flaws.push(`${nick}: ${text}`);
  const open = watched(wire.open, () => client, flaw);
  const client: Client = createClient({ open, clock: clientClock, random: clientRandom, nick });
  let resumes = 0;
  let caughtUp = 0;

  client.on('message', ({ room, offset, id }) => {
    const sight = sights.get(room);
    if (sight === undefined) flaw(`a message of ${room} before the reply to the join`);
    sight?.messages.push(`${offset} ${id}`);
    bell.ring();
  });
  client.on('recovered', ({ messages }) => {
    caughtUp += messages;
    bell.ring();
  });
  client.on('state', (state, reason) => {
    if (state === 'stopped' && reason !== undefined) flaw(`sent away with ${reason.code}`);
    bell.ring();
  });
  client.on('welcome', (how) => {
    if (how === 'restarted') flaw('the session was not kept');
    if (how === 'resumed') resumes++;
  });
  client.on('gap', ({ room, after, offset }) => flaw(`a gap in ${room} from ${after.offset} to ${offset}`));
  client.on('violation', (text) => flaw(`violation: ${text}`));
  client.on('left', ({ room, user, reason }) => flaw(`${user.nick} left ${room}: ${reason}`));

  return {
    nick,
    client,
    wire,
    sights,
    flaws,
    get resumes() {
      return resumes;
    },
    get caughtUp() {
      return caughtUp;
    },
    async join(name) {
      const { name: room, since } = await client.join(name);
      sights.set(room, { since, messages: [] });
    },
  };
}
