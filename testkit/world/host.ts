import type { MemoryPeer } from '../../adapters/transports/memory/index.js';
import type { OpenWire } from '../../client/index.js';
import type { Clock } from '../../core/index.js';
import { type Link, openLink } from './link.js';

/** What a host needs of the network. */
export interface HostParts {
  readonly clock: Clock;
  /** How long a parcel takes, in milliseconds. */
  delayMs(): number;
  /** Knocks at the hub; `undefined`: nobody listens. @param subprotocol what the connection asks for. */
  knock(subprotocol: string | undefined): MemoryPeer | undefined;
}

/** A machine on the network, and what may happen to its connections. */
export interface Host {
  /** Whether anything is under way from or to it that will arrive. */
  readonly moving: boolean;
  /** Opens connections that ask for a subprotocol, or for none. */
  opener(subprotocol?: string): OpenWire;
  /** Resets its connections: both ends learn of it, what is under way is lost. */
  drop(): void;
  /** Its connections break, and the hub is not told. */
  lose(): void;
  /** Its connections break, and nobody is told. */
  vanish(): void;
  /** Whether it reads. While not, what is for it waits at the hub. */
  freeze(frozen: boolean): void;
  /** Whether it is cut off: nothing passes in either direction, new connections included, and nothing is lost. */
  part(apart: boolean): void;
  /** The hub is gone in this instant. */
  hubGone(): void;
}

/** Puts a host on the network. */
export function createHost({ clock, delayMs, knock }: HostParts): Host {
  let links: Link[] = [];
  let apart = false;
  let frozen = false;

  /** Those on which something may still happen. */
  function live(): readonly Link[] {
    links = links.filter((link) => !link.over);
    return links;
  }

  function hold(): void {
    for (const link of live()) link.hold(apart, frozen);
  }

  return {
    get moving() {
      return links.some((link) => link.moving);
    },
    opener: (subprotocol) => (events) => {
      const link = openLink({ clock, delayMs, knock: () => knock(subprotocol) }, events);
      links = [...live(), link];
      link.hold(apart, frozen);
      return link.wire;
    },
    drop() {
      for (const link of live()) link.drop();
    },
    lose() {
      for (const link of live()) link.lose();
    },
    vanish() {
      for (const link of live()) link.vanish();
    },
    freeze(holding) {
      frozen = holding;
      hold();
    },
    part(parting) {
      apart = parting;
      hold();
    },
    hubGone() {
      for (const link of live()) link.hubGone();
    },
  };
}
