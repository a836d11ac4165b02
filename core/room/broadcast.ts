import type { Rendering } from '../ports/dialect.js';
import type { Frame, Framing, Packet } from '../ports/transport.js';
import type { ServerEvent } from '../protocol/events.js';

/** One event on its way to the members of a room, rendered once per rendering. */
export class Broadcast {
  readonly event: ServerEvent;
  /** The session whose doing it is. */
  readonly by: string | undefined;
  readonly #failed: (error: unknown) => void;
  #rendering: Rendering | undefined;
  #frame: Frame | undefined;
  #others: Map<Rendering, Frame | undefined> | undefined;

  /** @param failed Told of what a rendering throws; its clients go without the event, the others do not. */
  constructor(event: ServerEvent, by: string | undefined, failed: (error: unknown) => void) {
    this.event = event;
    this.by = by;
    this.#failed = failed;
  }

  /** The event's frame; `undefined` where that rendering does not show it. */
  frame(rendering: Rendering): Frame | undefined {
    // Most rooms hold one rendering, so the first one needs no map.
    if (this.#rendering === rendering) return this.#frame;
    if (this.#rendering === undefined) {
      this.#rendering = rendering;
      this.#frame = this.#render(rendering);
      return this.#frame;
    }
    this.#others ??= new Map();
    if (!this.#others.has(rendering)) this.#others.set(rendering, this.#render(rendering));
    return this.#others.get(rendering);
  }

  #render(rendering: Rendering): Frame | undefined {
    try {
      return rendering.render(this.event);
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

  constructor(broadcasts: readonly Broadcast[], rendering: Rendering) {
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
