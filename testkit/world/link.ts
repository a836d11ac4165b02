import type { MemoryPeer } from '../../adapters/transports/memory/index.js';
import type { ClientWire, WireEvents } from '../../client/index.js';
import type { Clock } from '../../core/index.js';
import { createLane } from './lane.js';

/** What a link needs of the network. */
export interface LinkParts {
  readonly clock: Clock;
  /** How long a parcel takes, in milliseconds. */
  delayMs(): number;
  /** Knocks at the hub; `undefined`: nobody listens. */
  knock(): MemoryPeer | undefined;
}

/** One connection of a client to the hub, and what may go wrong with it. */
export interface Link {
  /** The client's end. */
  readonly wire: ClientWire;
  /** Whether anything is under way on it that will arrive. */
  readonly moving: boolean;
  /** Whether nothing will ever happen on it any more. */
  readonly over: boolean;
  /** `apart`: nothing passes. `frozen`: the client does not read. Nothing is lost by either. */
  hold(apart: boolean, frozen: boolean): void;
  /** Breaks it: both ends learn of it at once, what is under way is lost. */
  drop(): void;
  /** Breaks it for the client; the hub is not told. */
  lose(): void;
  /** Breaks it without telling anybody. */
  vanish(): void;
  /** The hub is gone: what it has sent still arrives, then the client learns of it. */
  hubGone(): void;
}

type Up = { readonly text: string } | 'connect' | 'end';
type Down = { readonly text: string } | 'opened' | 'end';

/** Opens a connection; events come later, never inside the call. */
export function openLink(parts: LinkParts, events: WireEvents): Link {
  const { clock, delayMs } = parts;
  let peer: MemoryPeer | undefined;
  let held = false;
  /** The client takes and sends nothing any more. */
  let clientDone = false;
  let told = false;

  const up = createLane<Up>({ clock, delayMs, arrive: atHub });
  const down = createLane<Down>({ clock, delayMs, arrive: atClient });

  function atHub(parcel: Up): void {
    if (parcel === 'connect') knock();
    else if (parcel === 'end') peer?.close();
    else peer?.send(parcel.text);
  }

  function knock(): void {
    const met = parts.knock();
    if (met === undefined) {
      down.send('end');
      return;
    }
    peer = met;
    if (held) met.freeze();
    down.send('opened');
    met.onframe = (frame) => {
      if (typeof frame !== 'string') throw new TypeError('The wires of a world carry text only.');
      down.send({ text: frame });
    };
    void met.closed.then(() => {
      if (peer === met) down.send('end');
    });
  }

  function atClient(parcel: Down): void {
    if (clientDone) return;
    if (parcel === 'opened') events.opened();
    else if (parcel === 'end') {
      clientDone = true;
      tell();
    } else events.frame(parcel.text);
  }

  function tell(): void {
    told = true;
    events.closed();
  }

  function endForClient(): void {
    down.clear();
    if (clientDone) return;
    clientDone = true;
    clock.after(0, tell);
  }

  /** From now on the hub's end has nothing to do with this one. */
  function letGo(): MemoryPeer | undefined {
    const met = peer;
    peer = undefined;
    up.clear();
    return met;
  }

  const link: Link = {
    wire: {
      send(frame) {
        if (typeof frame !== 'string') throw new TypeError('The wires of a world carry text only.');
        if (!clientDone) up.send({ text: frame });
      },
      close() {
        if (clientDone) return;
        endForClient();
        up.send('end');
      },
    },
    get moving() {
      return up.moving || down.moving || (clientDone && !told);
    },
    get over() {
      return told && up.empty;
    },
    hold(apart, frozen) {
      up.hold(apart);
      held = apart || frozen;
      down.hold(held);
      if (held) peer?.freeze();
      else peer?.thaw();
    },
    drop() {
      letGo()?.abort();
      endForClient();
    },
    lose() {
      letGo()?.sever();
      endForClient();
    },
    vanish() {
      letGo()?.sever();
      down.clear();
    },
    hubGone() {
      if (peer === undefined) return;
      letGo()?.sever();
      down.send('end');
    },
  };
  up.send('connect');
  return link;
}
