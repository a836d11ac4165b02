import type { Plugin } from '../../../../core/index.js';
import { type FloodControlOptions, type FloodedInfo, floodControl } from '../../../../plugins/flood-control/index.js';
import type { NativePeer } from '../../../support/peers.js';
import { openWorld, type World } from '../../../support/world.js';

/** What flood control has done, and when. */
export type Deed = Omit<FloodedInfo, 'session'> & { readonly nick: string | undefined; readonly at: number };

/** A world with flood control. Times are those since it was opened. */
export interface FloodedWorld extends World {
  readonly deeds: readonly Deed[];
  /** The texts that were published, each with its time. */
  readonly published: readonly (readonly [at: number, text: string])[];
  now(): number;
  /** Connects a native client from an address, logs it in and brings it into the lobby. */
  from(remoteAddress: string, nick: string): Promise<NativePeer>;
}

/** Opens a world whose flood control has these options. Messages are the limit in most tests: 3 at once, 1 each second. */
export async function openFlooded(
  options: FloodControlOptions = {},
  others: readonly Plugin[] = [],
): Promise<FloodedWorld> {
  const session = { messages: { burst: 3, perSecond: 1 }, ...options.session };
  const world = await openWorld({ plugins: [floodControl({ ...options, session }), ...others] });
  const began = world.clock.now();
  const now = () => world.clock.now() - began;
  const deeds: Deed[] = [];
  const published: [number, string][] = [];
  world.hub.on('flooded', ({ session: who, ...deed }) => void deeds.push({ ...deed, nick: who.user?.nick, at: now() }));
  world.hub.on('message', ({ message }) => void published.push([now(), message.text]));
  return {
    ...world,
    deeds,
    published,
    now,
    async from(remoteAddress, nick) {
      const peer = world.stranger({ remoteAddress });
      await peer.ok({ type: 'hello', nick });
      await peer.ok({ type: 'join', room: 'lobby' });
      return peer;
    },
  };
}

/** Says numbered lines, one right after the other; the replies have the `ref` `n` and the number. */
export function says(peer: NativePeer, first: number, last: number, room = 'lobby'): void {
  for (let number = first; number <= last; number++)
    peer.send({ type: 'say', room, text: String(number), ref: `n${number}` });
}
