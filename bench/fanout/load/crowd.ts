import type { Shape } from '../shapes.js';
import type { Wire } from '../wires/index.js';
import { Client } from './client.js';

// Handshakes at once: fewer than a listener's backlog.
const atOnce = 50;
// One member in so many decodes what it gets, for the latencies.
const sampleEvery = 100;

/** One room of the crowd. The first of its members publishes. */
export interface Group {
  readonly members: Client[];
  /** Messages sent into the room. */
  published: number;
}

/** What the crowd tells of. */
export interface CrowdEvents {
  /** A sampling member got a message: `bytes`, from `at` on. */
  sampled(bytes: Buffer, at: number): void;
  /** The room's publisher got `messages` of its own back. */
  returned(group: Group, messages: number): void;
  /** A connection ended, or the server refused something. */
  failed(error: Error): void;
}

/** Connects everybody and brings them into their rooms; resolves when all are in. */
export async function gather(port: number, wire: Wire, shape: Shape, events: CrowdEvents): Promise<readonly Group[]> {
  const groups = Array.from({ length: shape.rooms }, (): Group => ({ members: [], published: 0 }));
  const waiting = groups.flatMap((group, room) =>
    Array.from({ length: shape.members }, (_, place) => ({ group, room, place })),
  );
  async function bringIn(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { group, room, place } = next;
      const seat = { nick: `${shape.name}-${room}-${place}`, room: `${shape.name}-${room}` };
      const role = { publishes: place === 0, samples: samples(shape, room, place) };
      const client = new Client(port, wire, seat, role, {
        sampled: events.sampled,
        read: (messages) => events.returned(group, messages),
        failed: events.failed,
      });
      group.members[place] = client;
      await client.entered();
    }
  }
  await Promise.all(Array.from({ length: atOnce }, bringIn));
  return groups;
}

/** Spread over the order of joining, because a server serves its members in that order. */
function samples(shape: Shape, room: number, place: number): boolean {
  const every = Math.min(sampleEvery, shape.members);
  return place % every === (room + every / 2) % every;
}

/** What all members got so far. */
export function delivered(groups: readonly Group[]): number {
  let sum = 0;
  for (const { members } of groups) for (const member of members) sum += member.got;
  return sum;
}

/** What does not add up between what was published and what each member got. */
export interface Tally {
  /** Messages sent. */
  readonly published: number;
  /** Deliveries that should have been. */
  readonly expected: number;
  readonly undelivered: number;
  /** Deliveries of more messages than were sent. */
  readonly surplus: number;
}

/** Counts member by member, so that one's surplus does not hide another's loss. */
export function tally(
  groups: readonly { readonly published: number; readonly members: readonly { readonly got: number }[] }[],
): Tally {
  let published = 0;
  let expected = 0;
  let undelivered = 0;
  let surplus = 0;
  for (const group of groups) {
    published += group.published;
    expected += group.published * group.members.length;
    for (const { got } of group.members) {
      undelivered += Math.max(0, group.published - got);
      surplus += Math.max(0, got - group.published);
    }
  }
  return { published, expected, undelivered, surplus };
}
