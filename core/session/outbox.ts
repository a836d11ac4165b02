import type { Connection, Frame, Framing, Packet } from '../ports/transport.js';
import { Batch } from '../room/broadcast.js';
import type { Turn } from './turn.js';

/**
 * What goes to one connection in this turn: frames of its own and batches it shares with others. Everything
 * leaves in one write when the turn ends. Over `budget` bytes on a connection that does not take them, the
 * reader is too slow.
 */
export class Outbox {
  readonly #turn: Turn;
  readonly #budget: number;
  readonly #overflow: () => void;
  #connection: Connection | undefined;
  #parts: (Frame | Batch)[] = [];

  constructor(connection: Connection | undefined, budget: number, turn: Turn, overflow: () => void) {
    this.#connection = connection;
    this.#budget = budget;
    this.#turn = turn;
    this.#overflow = overflow;
  }

  add(part: Frame | Batch): void {
    if (this.#connection === undefined) return;
    if (this.#parts.length === 0) this.#turn.outbox(this);
    this.#parts.push(part);
  }

  flush(): void {
    const connection = this.#connection;
    if (connection === undefined || this.#parts.length === 0) return;
    const parts = this.#parts;
    this.#parts = [];
    const [first] = parts;
    const framing = connection.framing;
    const alone = parts.length === 1 && first instanceof Batch;
    connection.write(alone ? first.packet(framing) : packed(parts, framing));
    if (connection.pendingBytes > this.#budget) this.#overflow();
  }

  /** The connection is gone; what is left is dropped. */
  detach(): void {
    this.#connection = undefined;
    this.#parts = [];
  }
}

/** Runs of single frames are packed together; batches bring the packet that they share. */
function packed(parts: readonly (Frame | Batch)[], framing: Framing): Packet {
  const packets: Packet[] = [];
  let run: Frame[] = [];
  for (const part of parts) {
    if (!(part instanceof Batch)) {
      run.push(part);
      continue;
    }
    if (run.length > 0) packets.push(framing.pack(run));
    run = [];
    packets.push(part.packet(framing));
  }
  if (run.length > 0) packets.push(framing.pack(run));
  return packets.length === 1 && packets[0] !== undefined ? packets[0] : framing.join(packets);
}
