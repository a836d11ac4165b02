import { type Awaitable, isPromise } from '../awaitable.js';
import type { Dialect, DialectPort, DialectSession, Encoder } from '../ports/dialect.js';
import type { CloseReason, Frame, FrameFault, Framing, SplitFrame } from '../ports/transport.js';
import type { StreamChunk } from './outbound-stream.js';

const silent: Encoder = { name: 'none', encode: () => undefined };

/** Whoever wants to know when a frame is done with. */
export interface FrameListener {
  done(): Awaitable<void>;
}

/** A conversation in some dialect, whose defects do not get any further than the report of them. */
export class GuardedDialect {
  readonly #failed: (dialect: string, error: unknown) => void;
  #session: DialectSession | undefined;
  #frame: Frame | undefined;

  /** @param failed Told of what the dialect throws. */
  constructor(failed: (dialect: string, error: unknown) => void) {
    this.#failed = failed;
  }

  /** The dialect spoken; `none` before there is one. */
  get name(): string {
    return this.#session?.name ?? 'none';
  }

  get encoder(): Encoder {
    return this.#session?.encoder ?? silent;
  }

  get echo(): boolean {
    return this.#session?.echo ?? false;
  }

  get single(): boolean {
    return this.#session?.single ?? false;
  }

  open(dialect: Dialect, port: DialectPort): void {
    this.#guarded(() => {
      this.#session = dialect.open(port);
    });
  }

  async greet(): Promise<void> {
    try {
      await this.#session?.greet();
    } catch (error) {
      this.#failed(this.name, error);
    }
  }

  /** Hands over one frame; `listener` is told when the dialect is done with it, and not when it failed. */
  frame(frame: Frame, listener: FrameListener): Awaitable<void> {
    this.#frame = frame;
    try {
      const under = this.#session?.frame(frame);
      if (!isPromise(under)) return listener.done();
      return Promise.resolve(under).then(
        () => listener.done(),
        (error: unknown) => this.#failed(this.name, error),
      );
    } catch (error) {
      this.#failed(this.name, error);
    }
  }

  /** The frame that is being talked about, once: whoever counts it counts it for the first of its commands. */
  takeFrame(): Frame | undefined {
    const frame = this.#frame;
    this.#frame = undefined;
    return frame;
  }

  /** The frame for part of a large transfer; `undefined` where there is none for these clients. */
  encodeChunk({ event, bytes }: StreamChunk, framing: Framing): Frame | SplitFrame | undefined {
    try {
      const { encoder: rendering } = this;
      return bytes === undefined ? rendering.encode(event) : rendering.encodeBytes?.(event, bytes, framing);
    } catch (error) {
      this.#failed(this.name, error);
      return undefined;
    }
  }

  rejected(fault: FrameFault): void {
    this.#guarded(() => this.#session?.rejected(fault));
  }

  farewell(reason: CloseReason, reconnectMs: number | undefined, kept: boolean): void {
    this.#guarded(() => this.#session?.farewell(reason, reconnectMs, kept));
  }

  closed(): void {
    this.#guarded(() => this.#session?.closed());
  }

  #guarded(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#failed(this.name, error);
    }
  }
}
