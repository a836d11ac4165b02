import type { Author, Position } from '../message/message.js';

/** What one gate did to a message. */
export interface GateStep {
  /** The plugin whose gate it is. */
  readonly plugin: string;
  /** `failed`: it threw, hung or returned nothing; what that means is in the options of the gate. */
  readonly did: 'passed' | 'changed' | 'refused' | 'failed';
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/**
 * How far a message has come on its way to one session.
 * `delivered`: handed to the connection, which has taken it. `queued`: the connection has not taken it yet.
 * `recovered`: missed, and caught up later. `away`: the session has no connection, or is being caught up.
 * `slow-closed`: the connection was closed with the message unread. `coalesced`: a newer one of the same kind took its
 * place. `dropped`: not sent, since the reader was slow and it need not arrive. `filtered`: this client is not shown
 * it. `not in the room`: it came later.
 */
export type Fate =
  | 'delivered'
  | 'queued'
  | 'recovered'
  | 'away'
  | 'slow-closed'
  | 'coalesced'
  | 'dropped'
  | 'filtered'
  | 'not in the room';

/** One session, and how far the message has come. */
export interface TraceRecipient {
  /** The session's id. */
  readonly session: string;
  /** The user's nick, at the time of the question or of leaving. */
  readonly nick: string;
  /** `transport/dialect`. */
  readonly wire: string;
  /** How far it has come. */
  readonly fate: Fate;
}

/** The answer to “why?”: what happened to a message or a signal. */
export interface Trace {
  /** The id that was asked for. */
  readonly id: string;
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** When it came: milliseconds since the Unix epoch. */
  readonly at: number;
  /** In whose name it came; `undefined` with signals. */
  readonly from: Author | undefined;
  /** Every gate that was asked, in order. */
  readonly gates: readonly GateStep[];
  /** Why it was refused; `undefined`: it was not. */
  readonly refused:
    | {
        /** One of Partyline's codes or a plugin's own. */
        readonly code: string;
        /** For the person who was refused. */
        readonly text: string;
      }
    | undefined;
  /** Where it stands in the room's log; `undefined` for what was refused, is under way, or is a signal. */
  readonly position: Position | undefined;
  /** Every session that is in the room, or was when it came and has left since. */
  readonly recipients: readonly TraceRecipient[];
}
