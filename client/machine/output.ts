import type { ClientError } from '../error.js';
import type { ClientEvents } from '../events.js';

/** One event to tell, with what its listeners get. */
export type Tell = {
  [E in keyof ClientEvents]: { readonly do: 'tell'; readonly event: E; readonly args: Parameters<ClientEvents[E]> };
}[keyof ClientEvents];

/** What the machine wants done. The effects of an input are done in their order, and before those of the next. */
export type Effect =
  /** Open a wire, and bring what it tells under this number. */
  | { readonly do: 'open'; readonly wire: number }
  /** Send a frame on the wire that was opened last. */
  | { readonly do: 'send'; readonly text: string }
  /** Close the wire that was opened last. */
  | { readonly do: 'close' }
  /** Say `woken` at this time instead of any other; `undefined`: not at all. */
  | { readonly do: 'wake'; readonly at: number | undefined }
  /** A command was done. */
  | { readonly do: 'resolve'; readonly command: number; readonly value: unknown }
  /** A command has failed. */
  | { readonly do: 'reject'; readonly command: number; readonly error: ClientError }
  | Tell;

/** Gathers the effects of one input. */
export interface Output {
  /** Adds an effect. */
  add(effect: Effect): void;
  /** Adds the telling of an event. */
  tell<E extends keyof ClientEvents>(event: E, ...args: Parameters<ClientEvents[E]>): void;
  /** Settles a command that was done; for 0, the client's own, nobody waits. */
  resolve(command: number, value: unknown): void;
  /** Settles a command that has failed; for 0, the client's own, nobody waits. */
  reject(command: number, error: ClientError): void;
  /** Whether a frame is to be sent. */
  sends(): boolean;
  /** Hands the effects over, and begins anew. */
  take(): readonly Effect[];
}

/** Makes an output with nothing in it. */
export function createOutput(): Output {
  let effects: Effect[] = [];
  const add = (effect: Effect): void => {
    effects.push(effect);
  };
  return {
    add,
    tell: (event, ...args) => add({ do: 'tell', event, args } as Tell),
    resolve(command, value) {
      if (command !== 0) add({ do: 'resolve', command, value });
    },
    reject(command, error) {
      if (command !== 0) add({ do: 'reject', command, error });
    },
    sends: () => effects.some((effect) => effect.do === 'send'),
    take() {
      const taken = effects;
      effects = [];
      return taken;
    },
  };
}
