import { partylineWire } from './partyline.js';
import { socketioWire } from './socketio.js';
import type { Wire } from './wire.js';
import { wsWire } from './ws.js';

export type { Kind, Seat, Step, Wire } from './wire.js';

/** How clients speak to each server, by the server's name. */
export const wires: Readonly<Record<string, Wire>> = {
  partyline: partylineWire,
  'partyline-sqlite': partylineWire,
  socketio: socketioWire,
  ws: wsWire,
};
