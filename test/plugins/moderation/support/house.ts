import type { MemoryPeer } from '../../../../adapters/transports/memory/index.js';
import { type Broker, type HubOptions, MemoryBroker, type Plugin, type Store } from '../../../../core/index.js';
import { type AuditEntry, type ModerationOptions, moderation } from '../../../../plugins/moderation/index.js';
import type { NativePeer } from '../../../support/peers.js';
import { countingRandom } from '../../../support/random.js';
import { openWorld, type World } from '../../../support/world.js';

/** How somebody comes. */
export interface Coming {
  /** Rooms that they go into. Default: none. */
  readonly rooms?: readonly string[];
  /** From where. Default: from nowhere, as in memory. */
  readonly address?: string;
  /** With which account. Default: a guest. */
  readonly account?: string;
  /** The token of an earlier welcome, or `true` for a new one. Default: none. */
  readonly resume?: string | true;
}

/** A hub with moderation, in memory. */
export interface House {
  readonly world: World;
  /** Every act that was emitted, in order. */
  readonly acts: readonly AuditEntry[];
  /** Somebody comes, and is let in. */
  comes(nick: string, coming?: Coming): Promise<NativePeer<MemoryPeer>>;
  /** Somebody comes; the reply to their `hello`, whatever it is. */
  knocks(nick: string, coming?: Coming): Promise<Readonly<Record<string, unknown>>>;
}

/** A broker in memory with a store that may outlive it. */
export function withStore(store: Store): Broker {
  return Object.assign(new MemoryBroker(countingRandom()), { store });
}

/** A broker with that store, and randomness that makes other ids than the hubs before have. */
export function restarted(store: Store): Partial<HubOptions> {
  const random = countingRandom();
  return { random: { ...random, id: () => `again-${random.id()}` }, broker: withStore(store) };
}

/** What a client is told when it is let in. */
export interface Welcome {
  readonly session: string;
  readonly user: { readonly id: string; readonly nick: string };
  readonly resume?: { readonly token: string };
}

/** How somebody was let in. */
export function welcomeOf({ heard }: NativePeer): Welcome {
  const welcome: unknown = heard.find(({ type }) => type === 'welcome');
  if (welcome === undefined) throw new Error('They were not let in.');
  return welcome as Welcome;
}

/** What somebody comes back with. */
export function tokenOf(peer: NativePeer): string {
  const { resume } = welcomeOf(peer);
  if (resume === undefined) throw new Error('Whoever wants a token has to ask for one.');
  return resume.token;
}

/** Whoever says so has an account. */
export const accounts = (): Plugin => ({
  name: 'accounts',
  setup: (host) =>
    host.gate('login', (request) => {
      const account = request.credentials?.account;
      return typeof account === 'string' ? { ...request, account } : request;
    }),
});

/** Whoever is called `op` is an operator, unless the options say otherwise. */
export async function openHouse(options: ModerationOptions = {}, parts: Partial<HubOptions> = {}): Promise<House> {
  const plugin = moderation({ operators: ({ user }) => user?.nick === 'op', ...options });
  const world = await openWorld({ ...parts, plugins: [accounts(), plugin, ...(parts.plugins ?? [])] });
  const acts: AuditEntry[] = [];
  world.hub.on('audit', (entry) => void acts.push(entry));

  async function hello(nick: string, { address, account, resume }: Coming) {
    const peer = world.stranger(address === undefined ? {} : { remoteAddress: address });
    const reply = await peer.ask({
      type: 'hello',
      nick,
      ...(resume === undefined ? {} : { resume }),
      ...(account === undefined ? {} : { credentials: { account } }),
    });
    return { peer, reply };
  }

  return {
    world,
    acts,
    async comes(nick, coming = {}) {
      const { peer, reply } = await hello(nick, coming);
      if (reply.type !== 'welcome') throw new Error(`${nick} was not let in: ${JSON.stringify(reply)}`);
      for (const room of coming.rooms ?? []) await peer.ok({ type: 'join', room });
      return peer;
    },
    async knocks(nick, coming = {}) {
      return (await hello(nick, coming)).reply;
    },
  };
}

/** The room `dev`, which ann owns, with mia as a moderator and bob and cat as members; and an operator, who is elsewhere. */
export async function openRoom(options: ModerationOptions = {}, parts: Partial<HubOptions> = {}) {
  const house = await openHouse(options, parts);
  const ann = await house.comes('ann', { rooms: ['dev'] });
  const mia = await house.comes('mia', { rooms: ['dev'] });
  const bob = await house.comes('bob', { rooms: ['dev'] });
  const cat = await house.comes('cat', { rooms: ['dev'] });
  const op = await house.comes('op');
  await ann.ok({ type: 'room.role', room: 'dev', nick: 'mia', role: 'moderator' });
  // What is told from now on is what a test is about.
  for (const peer of [ann, mia, bob, cat]) await peer.next('moderated');
  const people = { ann, mia, bob, cat, op };
  return { ...house, ...people, people };
}
