import type { ClientError } from '../error.js';
import type { ClientState, StateReason } from '../events.js';
import type { ClientRandom, WireCause, WireFrame } from '../ports.js';
import type { Person, RoomView } from '../view.js';
import type { Fields } from './frame.js';
import type { Effect } from './output.js';
import type { Command } from './queue.js';

/** What a machine is made of: a client's options with their defaults. */
export interface MachineOptions {
  readonly random: Pick<ClientRandom, 'between' | 'secret'>;
  readonly nick: string | undefined;
  /** To come back with. */
  readonly token: string | undefined;
  readonly nickFallback: boolean;
  readonly client: string | undefined;
  readonly pending: number;
  readonly connectMs: number;
}

/**
 * The client's side of the protocol, without a wire, a timer or a promise: inputs go in with the time, effects come
 * out. The same inputs with the same chance give the same effects.
 */
export interface Machine {
  readonly state: ClientState;
  /** Why it is waiting or was stopped; `undefined` in any other state, and when the program stopped it. */
  readonly reason: StateReason | undefined;
  readonly user: Person | undefined;
  /** What the session is resumed with; `undefined`: none was needed yet, or the session is over. */
  readonly token: string | undefined;
  /** As the last welcome has told them; empty before the first. */
  readonly limits: Readonly<Record<string, number>>;
  readonly rooms: ReadonlyMap<string, RoomView>;
  /** The program wants to be connected, and from now on to be called so. */
  connect(now: number, nick?: string): readonly Effect[];
  /** The program thinks that the network is back. */
  hurry(now: number): readonly Effect[];
  /** The program wants to stay away. */
  stop(now: number): readonly Effect[];
  /** The program wants to end the session; the command `id` is resolved when that is done. */
  quit(now: number, id: number, text: string | undefined): readonly Effect[];
  /** The program has a command. */
  submit(now: number, command: Command): readonly Effect[];
  /** The program tells that the user writes. */
  typing(now: number, room: string, on: boolean): readonly Effect[];
  /** A wire can be used. */
  opened(now: number, wire: number, credentials: Fields | undefined): readonly Effect[];
  /** The program could not say with what the user logs in. */
  failed(now: number, wire: number, error: ClientError): readonly Effect[];
  /** A frame has come on a wire. */
  frame(now: number, wire: number, frame: WireFrame): readonly Effect[];
  /** A wire is gone. @param cause Default: not known. */
  closed(now: number, wire: number, cause?: WireCause): readonly Effect[];
  /** The time that was asked for has come. */
  woken(now: number): readonly Effect[];
}
