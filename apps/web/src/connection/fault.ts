/** What goes with a code: a free nick, the limit that was passed, … */
export type FaultDetails = Readonly<Record<string, unknown>>;

/** Codes of the page itself, for what never reached the server or never came back. */
export type PageCode = 'PAGE_CONNECTION_LOST' | 'PAGE_NO_ANSWER' | 'PAGE_OFFLINE' | 'PAGE_UNCONFIRMED';

/** A command that failed: refused by the server with one of its codes, or by the page with a {@link PageCode}. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: string;
  /** Whether the same command, unchanged, may succeed later. */
  readonly retry: boolean;
  readonly details: FaultDetails;

  constructor(code: string, text: string, retry: boolean, details: FaultDetails = {}) {
    super(text);
    this.code = code;
    this.retry = retry;
    this.details = details;
  }
}

/** A fault of the page's own making. */
export function pageFault(code: PageCode): Fault {
  return new Fault(code, '', true);
}

/** Whatever was thrown, as a fault. */
export function faultFrom(thrown: unknown): Fault {
  return thrown instanceof Fault ? thrown : new Fault('PAGE_FAILED', String(thrown), false);
}
