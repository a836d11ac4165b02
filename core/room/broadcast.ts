import type { Encoder } from '../ports/dialect.js';
import type { Frame, Framing, Packet } from '../ports/transport.js';
import { deliveryOf } from '../protocol/delivery.js';
import type { Delivery, ServerEvent } from '../protocol/events.js';

/** What is known of a broadcast besides its event. */
export interface BroadcastInfo {
  /** The session whose doing it is. */
  readonly by?: string | undefined;
  /** By which its way can be asked for. */
  readonly id?: string | undefined;
  /** Default: what is usual for its type. */
  readonly delivery?: Delivery | undefined;
}

/** One event on its way to the members of a room, rendered once per rendering. */
export class Broadcast {
  readonly event: ServerEvent;
  readonly by: string | undefined;
  readonly id: string | undefined;
  readonly delivery: Delivery;
  readonly #failed: (error: unknown) => void;
  #encoder: Encoder | undefined;
  #frame: Frame | undefined;
  #others: Map<Encoder, Frame | undefined> | undefined;

  /** @param failed Told of what a rendering throws; its clients go without the event, the others do not. */
  constructor(event: ServerEvent, info: BroadcastInfo, failed: (error: unknown) => void) {
    this.event = event;
    this.by = info.by;
    this.id = info.id;
    this.delivery = info.delivery ?? deliveryOf(event.type);
    this.#failed = failed;
  }

  /** The event's frame; `undefined` where that rendering does not show it. */
  frame(rendering: Encoder): Frame | undefined {
    // Most rooms hold one rendering, so the first one needs no map.
    if (this.#encoder === rendering) return this.#frame;
    if (this.#encoder === undefined) {
      this.#encoder = rendering;
      this.#frame = this.#encode(rendering);
      return this.#frame;
    }
    this.#others ??= new Map();
    if (!this.#others.has(rendering)) this.#others.set(rendering, this.#encode(rendering));
    return this.#others.get(rendering);
  }

  #encode(rendering: Encoder): Frame | undefined {
    try {
      return rendering.encode(this.event);
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }
}

/** What a room took in during one turn, as one rendering sees it, packed once per framing. */
export class Batch {
  readonly frames: readonly Frame[];
  #framing: Framing | undefined;
  #packet: Packet | undefined;
  #others: Map<Framing, Packet> | undefined;

  constructor(broadcasts: readonly Broadcast[], rendering: Encoder) {
    const frames: Frame[] = [];
    for (const broadcast of broadcasts) {
      const frame = broadcast.frame(rendering);
      if (frame !== undefined) frames.push(frame);
    }
    this.frames = frames;
  }

  packet(framing: Framing): Packet {
    if (this.#framing === framing && this.#packet !== undefined) return this.#packet;
    if (this.#framing === undefined) {
      this.#framing = framing;
      this.#packet = framing.pack(this.frames);
      return this.#packet;
    }
    this.#others ??= new Map();
    let packet = this.#others.get(framing);
    if (packet === undefined) {
      packet = framing.pack(this.frames);
      this.#others.set(framing, packet);
    }
    return packet;
  }
}
