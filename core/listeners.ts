import { ChatError, errors } from './errors.js';
import type { Dialect } from './ports/dialect.js';
import type { Address, Transport } from './ports/transport.js';
import type { ConnectionManager } from './session/connection-manager.js';

/** A transport with a dialect of its own. */
export interface Listener {
  /** Where connections come from. */
  readonly transport: Transport;
  /** What is spoken on them. */
  readonly dialect: Dialect;
}

/** What listening needs of the hub. */
export interface ListenersContext {
  readonly reception: ConnectionManager;
  /** Spoken where a transport comes without a dialect. */
  readonly dialect: Dialect;
  /** @throws ChatError once the hub is stopping. */
  readonly mustNotBeStopping: () => void;
}

/** The transports that a hub listens on. */
export class ListenerSet {
  readonly #parts: ListenersContext;
  readonly #open = new Set<Transport>();

  constructor(parts: ListenersContext) {
    this.#parts = parts;
  }

  /** Listens on all of them, or on none. */
  async open(listeners: readonly (Transport | Listener)[]): Promise<readonly Address[]> {
    const { reception, mustNotBeStopping } = this.#parts;
    const opened: Transport[] = [];
    const addresses: Address[] = [];
    try {
      for (const listener of listeners) {
        mustNotBeStopping();
        const { transport, dialect } =
          'transport' in listener ? listener : { transport: listener, dialect: this.#parts.dialect };
        opened.push(transport);
        addresses.push(...(await transport.listen((connection) => reception.accept(connection, dialect, transport))));
      }
      mustNotBeStopping();
    } catch (error) {
      await Promise.allSettled(opened.map((transport) => transport.close()));
      throw error;
    }
    for (const transport of opened) this.#open.add(transport);
    return addresses;
  }

  /** Stops listening on one, sends its peers away, and resolves when it is closed. */
  async close(transport: Transport, drainMs: number): Promise<void> {
    if (!this.#open.has(transport)) return;
    const closed = transport.close({ patient: true });
    const reason = { code: 'CHAT_LISTENER_CLOSED', text: errors.CHAT_LISTENER_CLOSED.text };
    await this.#parts.reception.sendAway(reason, drainMs, closed, transport);
    await closed;
    this.#open.delete(transport);
  }

  /** Stops listening everywhere; resolves when all connections have closed, which is others' to see to. Never rejects. */
  async closeAll(): Promise<void> {
    await Promise.allSettled([...this.#open].map((transport) => transport.close({ patient: true })));
  }
}

/** What is thrown at whoever wants something of a hub that stops. */
export function stopping(): ChatError {
  return new ChatError('CHAT_DRAINING', 'The hub is stopping, or has stopped.');
}
