import type { RosterEntry } from '../../core/protocol/events.js';
import type { Person, Position, RoomView } from '../view.js';
import type { Tally } from './comeback-tally.js';
import { createShown, type Shown } from './shown.js';

/** A room, as the machine keeps it. */
export interface Room extends RoomView {
  position: Position | undefined;
  members: Map<string, RosterEntry>;
  recovering: boolean;
  partner: Person | undefined;
  /** What came since the client is back; `undefined`: the room did not go, or is caught up. */
  tally: Tally | undefined;
  /** With what it was entered. */
  password: unknown;
  /** What was told here. */
  readonly shown: Shown;
}

/** Makes a room of which nothing is known but its name. */
export function createRoom(name: string): Room {
  return {
    name,
    position: undefined,
    members: new Map(),
    recovering: false,
    partner: undefined,
    tally: undefined,
    password: undefined,
    shown: createShown(),
  };
}

/** Whether a name is that of a conversation of two: those are not joined. */
export const isConversation = (name: string): boolean => name.startsWith('@');
