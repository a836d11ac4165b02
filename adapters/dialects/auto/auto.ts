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

/** Which dialects to tell apart. */
export interface AutoOptions {
  /** What people speak. */
  readonly text: Dialect;
  /** What programs speak: those whose first frame begins with `{`, or that asked for the subprotocol. Default: {@link native}. */
  readonly native?: Dialect;
  /** How long a peer is silent before it is greeted as a person, in milliseconds. Default 300. */
  readonly silenceMs?: number;
}

/**
 * Tells native clients from people. A wire that negotiates decides at once: with the subprotocol native, without
 * it text. Elsewhere the first character decides; programs speak first, so whoever is silent is greeted.
 */
export function auto(options: AutoOptions): Dialect {
  const dialects = { text: options.text, native: options.native ?? native };
  const silenceMs = options.silenceMs ?? 300;
  return {
    name: 'auto',
    open(port) {
      const { subprotocol } = port.info;
      if (subprotocol === nativeSubprotocol) return dialects.native.open(port);
      if (subprotocol !== undefined) return dialects.text.open(port);
      return new Undecided(port, dialects, silenceMs);
    },
  };
}

class Undecided implements DialectSession {
  readonly #port: DialectPort;
  readonly #dialects: { readonly text: Dialect; readonly native: Dialect };
  readonly #silenceMs: number;
  #chosen: DialectSession;
  #known = false;
  #silence: Cancel | undefined;
  #greeted: Awaitable<void> = undefined;

  constructor(port: DialectPort, dialects: { readonly text: Dialect; readonly native: Dialect }, silenceMs: number) {
    this.#port = port;
    this.#dialects = dialects;
    this.#silenceMs = silenceMs;
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
    this.#silence = this.#port.clock.after(this.#silenceMs, () => {
      this.#silence = undefined;
      this.#greeted = this.#chosen.greet();
    });
  }

  frame(frame: Frame): Awaitable<void> {
    return this.#known ? this.#chosen.frame(frame) : this.#first(frame);
  }

  rejected(fault: FrameFault): void {
    this.#chosen.rejected(fault);
  }

  farewell(reason: CloseReason, reconnectMs: number | undefined, kept: boolean): void {
    this.#silence?.();
    this.#chosen.farewell(reason, reconnectMs, kept);
  }

  closed(): void {
    this.#silence?.();
    this.#chosen.closed();
  }

  async #first(frame: Frame): Promise<void> {
    await this.#greeted;
    await this.#choose(frame);
    await this.#chosen.frame(frame);
  }

  /** A program may be late and have been greeted as a person; until somebody has logged in, `{` still makes it a program. */
  async #choose(frame: Frame): Promise<void> {
    const silent = this.#silence !== undefined;
    this.#silence?.();
    this.#silence = undefined;
    this.#known = this.#port.session.user !== undefined;
    if (this.#known) return;
    if (typeof frame !== 'string' || frame.trimStart().startsWith('{')) {
      this.#chosen.closed();
      this.#chosen = this.#dialects.native.open(this.#port);
      this.#known = true;
      await this.#chosen.greet();
    } else if (silent) {
      await this.#chosen.greet();
    }
  }
}
