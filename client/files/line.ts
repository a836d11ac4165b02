import type { ClientError } from '../error.js';
import type { ClientEvents } from '../events.js';

/** Fields of a frame. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whoever waits for the answer to a command. */
export interface Asker {
  resolve(result: unknown): void;
  reject(error: ClientError): void;
}

/** What files need of the client. */
export interface FileLine {
  /**
   * Runs a command that is neither queued nor sent again. The answer is told before whatever came after it: a promise would
   * tell it behind the first parts of a file.
   */
  ask(command: string, fields: Fields, asker: Asker): void;
  /** Sends a part, without an answer. Says whether there was a connection. */
  part(fields: Fields, bytes: Uint8Array): boolean;
  on<E extends keyof ClientEvents>(event: E, listener: ClientEvents[E]): () => void;
  /** Runs the program's own code, whose failing must disturb nobody. */
  guarded(run: () => void): void;
}

/** Has the server forget a transfer, whatever it says to that. */
export function forget(line: FileLine, transfer: string): void {
  line.ask('file.abort', { transfer }, { resolve() {}, reject() {} });
}
