import { isJsonObject, type JsonObject } from '../../../core/index.js';
import type { Wire } from './wires.js';

/** One frame, and who sent it. */
export interface Sent {
  readonly by: 'client' | 'server';
  readonly frame: JsonObject;
}

/** Everything that went over some wires, in the order in which each side sent or got it. */
export type Traffic = Sent[];

/** A client that speaks the native protocol and writes down what it says and hears. */
export interface Peer {
  /** Everything that this peer has heard. */
  readonly heard: readonly JsonObject[];
  /** Sends a command with a new `ref`; resolves to the reply. */
  ask(command: JsonObject): Promise<JsonObject>;
  /** Sends a command as it is and waits for nothing. */
  tell(command: JsonObject): void;
  /** Sends what is not a command. It is not written down. */
  blurt(frame: string): void;
  /** The next frame of a type that has not been waited for yet. */
  hear(type: string): Promise<JsonObject>;
  /** Breaks the connection. */
  cut(): void;
}

/** Makes a peer of an open wire. */
export function createPeer(wire: Wire, traffic: Traffic): Peer {
  const heard: JsonObject[] = [];
  const unclaimed: JsonObject[] = [];
  const waiting = new Set<{ fits(frame: JsonObject): boolean; take(frame: JsonObject): void }>();

  wire.onframe((text) => {
    const frame: unknown = JSON.parse(text);
    if (!isJsonObject(frame)) throw new TypeError(`The server sent ${text}`);
    heard.push(frame);
    traffic.push({ by: 'server', frame });
    for (const waiter of waiting) {
      if (!waiter.fits(frame)) continue;
      waiting.delete(waiter);
      waiter.take(frame);
      return;
    }
    unclaimed.push(frame);
  });

  function next(fits: (frame: JsonObject) => boolean): Promise<JsonObject> {
    const at = unclaimed.findIndex(fits);
    const [here] = at < 0 ? [] : unclaimed.splice(at, 1);
    if (here !== undefined) return Promise.resolve(here);
    return new Promise((take) => waiting.add({ fits, take }));
  }

  function tell(command: JsonObject): void {
    traffic.push({ by: 'client', frame: command });
    wire.send(JSON.stringify(command));
  }

  return {
    heard,
    tell,
    ask(command) {
      // Unlike all others on these wires; a number or a text, since both are allowed.
      const ref = traffic.length % 2 === 0 ? `ref-${traffic.length}` : traffic.length;
      const reply = next((frame) => frame.ref === ref);
      tell({ ref, ...command });
      return reply;
    },
    blurt: (frame) => wire.send(frame),
    hear: (type) => next((frame) => frame.type === type),
    cut: wire.cut,
  };
}
