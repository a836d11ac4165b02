import type { Occupant } from '../../core/protocol/events.js';
import type { Position, RoomView } from '../view.js';
import { createShown, type Shown } from './shown.js';

/** A room, as the machine keeps it. */
export interface Room extends RoomView {
  position: Position | undefined;
  members: Map<string, Occupant>;
  recovering: boolean;
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
    password: undefined,
    shown: createShown(),
  };
}

/** Whether a name is that of a conversation of two: those are not joined. */
export const isConversation = (name: string): boolean => name.startsWith('@');
