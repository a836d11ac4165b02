import type { MemoryPeer, MemoryPeerOptions } from '../../adapters/transports/memory/index.js';
import type { World } from './world.js';

/** A person who types lines and reads frames, in memory. */
export interface TextPeer {
  readonly wire: MemoryPeer;
  /** Sends a line, waits until nothing happens any more, and gives all that came since it was last asked. */
  types(line: string): Promise<readonly unknown[]>;
  /** All that came since it was last asked. */
  reads(): Promise<readonly unknown[]>;
}

/** Connects a person to a hub in memory, and lets the silence pass that makes the server greet. */
export async function textPeer(world: World, options?: MemoryPeerOptions): Promise<TextPeer> {
  const wire = world.connect(options);
  const seen: unknown[] = [];
  wire.onframe = (frame) => seen.push(frame);
  await world.pass(300);
  return {
    wire,
    async types(line) {
      wire.send(line);
      await world.settle();
      return seen.splice(0);
    },
    async reads() {
      await world.settle();
      return seen.splice(0);
    },
  };
}

/** A person who has been greeted, has a nick and is in the lobby. */
export async function textPeerNamed(world: World, nick: string, options?: MemoryPeerOptions): Promise<TextPeer> {
  const peer = await textPeer(world, options);
  await peer.types(nick);
  return peer;
}
