import {
  type Awaitable,
  type Cancel,
  type CloseReason,
  type Dialect,
  type DialectPort,
  type DialectSession,
  type Frame,
  type FrameFault,
  native,
  nativeSubprotocol,
  type Rendering,
} from '../../../core/index.js';

/** A dialect whose clients can be detected. */
export interface DetectableDialect extends Dialect {
  /**
   * Returns whether a client speaks this dialect.
   * @param first The first frame; `undefined` before it has arrived, when only the connection is known.
   */
  detects(port: DialectPort, first: string | undefined): boolean;
}

/** Which dialects to tell apart. */
export interface AutoOptions {
  /** What people speak. */
  readonly text: Dialect;
  /** What programs speak: those whose first frame begins with `{`, or that asked for the subprotocol. Default: {@link native}. */
  readonly native?: Dialect;
  /** Those that are known by their connection or by their first words, as the old programs are. Default: none. */
  readonly others?: readonly DetectableDialect[];
  /** How long a peer is silent before it is greeted as a person, in milliseconds. Default 300. */
  readonly greetAfterMs?: number;
}

/**
 * Detects the dialect of each connection. Where a subprotocol is negotiated it decides at once: native with it, text without it,
 * unless there are other dialects. Elsewhere the first character decides. Programs send first, so a silent client is greeted as a
 * person.
 */
export function auto(options: AutoOptions): Dialect {
  const { others = [] } = options;
  const dialects = { text: options.text, native: options.native ?? native, others };
  const silenceMs = options.greetAfterMs ?? 300;
  return {
    name: 'auto',
    open(port) {
      const { subprotocol } = port.info;
      if (subprotocol === nativeSubprotocol) return dialects.native.open(port);
      const known = others.find((other) => other.detects(port, undefined));
      if (known !== undefined) return known.open(port);
      if (subprotocol !== undefined && others.length === 0) return dialects.text.open(port);
      return new DetectingSession(port, dialects, silenceMs);
    },
  };
}

interface Dialects {
  readonly text: Dialect;
  readonly native: Dialect;
  readonly others: readonly DetectableDialect[];
}

class DetectingSession implements DialectSession {
  readonly #port: DialectPort;
  readonly #dialects: Dialects;
  readonly #greetAfterMs: number;
  #chosen: DialectSession;
  #known = false;
  #greetTimer: Cancel | undefined;
  #isGreeted = false;
  #greeted: Awaitable<void> = undefined;

  constructor(port: DialectPort, dialects: Dialects, silenceMs: number) {
    this.#port = port;
    this.#dialects = dialects;
    this.#greetAfterMs = silenceMs;
    this.#chosen = dialects.text.open(port);
  }

  get name(): string {
    return this.#chosen.name;
  }

  get rendering(): Rendering {
    return this.#chosen.rendering;
  }

  get echo(): boolean {
    return this.#chosen.echo;
  }

  get single(): boolean {
    return this.#chosen.single ?? false;
  }

  greet(): void {
    this.#greetTimer = this.#port.clock.after(this.#greetAfterMs, () => {
      this.#greetTimer = undefined;
      // Its first frame is on the way.
      if (this.#port.isProgram === true) return;
      this.#isGreeted = true;
      this.#greeted = this.#chosen.greet();
    });
  }

  frame(frame: Frame): Awaitable<void> {
    return this.#known ? this.#chosen.frame(frame) : this.#first(frame);
  }

  rejected(fault: FrameFault): void {
    this.#detectByBytes();
    this.#chosen.rejected(fault);
  }

  farewell(reason: CloseReason, reconnectMs: number | undefined, kept: boolean): void {
    this.#greetTimer?.();
    this.#detectByBytes();
    this.#chosen.farewell(reason, reconnectMs, kept);
  }

  closed(): void {
    this.#greetTimer?.();
    this.#chosen.closed();
  }

  async #first(frame: Frame): Promise<void> {
    await this.#greeted;
    await this.#choose(frame);
    await this.#chosen.frame(frame);
  }

  /** A slow program may have been greeted as text; until login, `{` still selects the native dialect. */
  async #choose(frame: Frame): Promise<void> {
    this.#greetTimer?.();
    this.#greetTimer = undefined;
    this.#known = this.#port.session.user !== undefined;
    if (this.#known) return;
    const other = this.#detect(frame);
    if (other !== undefined) {
      this.#switchTo(other);
      // A client detected by its first frame did not wait for a greeting.
      if (other === this.#dialects.native) await this.#chosen.greet();
    } else if (!this.#isGreeted) {
      this.#isGreeted = true;
      await this.#chosen.greet();
    }
  }

  /** A program is spoken to as one, even where its first frame has not become whole. */
  #detectByBytes(): void {
    if (this.#known || this.#port.isProgram !== true || this.#port.session.user !== undefined) return;
    this.#greetTimer?.();
    this.#greetTimer = undefined;
    this.#switchTo(this.#dialects.native);
  }

  #switchTo(dialect: Dialect): void {
    this.#chosen.closed();
    this.#chosen = dialect.open(this.#port);
    this.#known = true;
  }

  /** Returns the dialect of a first frame; `undefined` for text. */
  #detect(frame: Frame): Dialect | undefined {
    const { native: programs, others } = this.#dialects;
    // Where a wire negotiates, programs have asked for their dialect.
    const isProgram = typeof frame !== 'string' || frame.trimStart().startsWith('{');
    if (isProgram) return this.#port.info.subprotocol === undefined ? programs : undefined;
    return others.find((other) => other.detects(this.#port, frame));
  }
}
