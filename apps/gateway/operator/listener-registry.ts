import type { Address, ConnectionInfo, Dialect, Hub, Listener, Session, Transport } from '../../../core/index.js';
import type { ListenerView } from './wire.js';

/** The listeners of a gateway, with their state and connections. */
export interface ListenerRegistry {
  /** Adds a closed listener. A duplicate name gets a number. */
  add(name: string, transport: Transport, dialect: Dialect): void;
  /** Opens all listeners, or none. @throws errors of `hub.listen`. */
  openAll(hub: Hub): Promise<readonly Address[]>;
  /** Opens or closes a listener; `undefined` if the name is unknown. */
  set(name: string, on: boolean): Promise<ListenerView | 'busy' | undefined>;
  list(): readonly ListenerView[];
  /** Returns the port of an open listener. */
  portOf(name: string): number | undefined;
}

/** Creates an empty registry. @param dress Wraps each transport. */
export function createListenerRegistry(
  dress: (transport: Transport) => Transport = (transport) => transport,
): ListenerRegistry {
  const entries = new Map<string, ListenerEntry>();
  /** The listener of each connection. */
  const origins = new WeakMap<ConnectionInfo, ListenerEntry>();
  const counted = new Map<Session, ListenerEntry>();
  let hub: Hub | undefined;

  function uncount(session: Session): void {
    const entry = counted.get(session);
    if (entry === undefined) return;
    entry.connections--;
    counted.delete(session);
  }

  function count(session: Session): void {
    uncount(session);
    const entry = origins.get(session.info);
    if (entry === undefined) return;
    entry.connections++;
    counted.set(session, entry);
  }

  async function open(entry: ListenerEntry, on: Hub): Promise<void> {
    entry.state = 'opening';
    entry.reason = undefined;
    try {
      await on.listen(entry.listener);
    } catch (error) {
      entry.state = 'failed';
      entry.reason = error instanceof Error ? error.message : String(error);
    }
  }

  async function close(entry: ListenerEntry, on: Hub): Promise<void> {
    entry.state = 'closing';
    await on.unlisten(entry.listener.transport);
    entry.state = 'closed';
    entry.url = undefined;
    entry.port = undefined;
  }

  return {
    add(wanted, transport, dialect) {
      let name = wanted;
      for (let number = 2; entries.has(name); number++) name = `${wanted} ${number}`;
      const telling = observeTransport(
        dress(transport),
        ([address]) => Object.assign(entry, { state: 'open', url: address?.url, port: address?.port }),
        (info) => void origins.set(info, entry),
      );
      const entry = createListenerEntry(name, telling, dialect);
      entries.set(name, entry);
    },
    async openAll(opening) {
      hub = opening;
      hub.on('opened', count);
      hub.on('resumed', count);
      hub.on('lost', uncount);
      hub.on('closed', uncount);
      return hub.listen(...[...entries.values()].map(({ listener }) => listener));
    },
    async set(name, on) {
      const entry = entries.get(name);
      if (entry === undefined || hub === undefined) return undefined;
      if (entry.state === 'opening' || entry.state === 'closing') return 'busy';
      if (on && entry.state !== 'open') await open(entry, hub);
      if (!on && entry.state === 'open') await close(entry, hub);
      // Closing a failed listener clears its error.
      if (!on && entry.state === 'failed') Object.assign(entry, { state: 'closed', reason: undefined });
      return toListenerView(entry);
    },
    list: () => [...entries.values()].map(toListenerView),
    portOf: (name) => entries.get(name)?.port,
  };
}

/** A listener and its state. */
export interface ListenerEntry {
  readonly name: string;
  readonly transport: string;
  readonly dialect: string;
  /** For `hub.listen` and `hub.unlisten`. */
  readonly listener: Listener;
  state: ListenerView['state'];
  url: string | undefined;
  port: number | undefined;
  reason: string | undefined;
  /** Current connections. */
  connections: number;
}

/** Wraps a transport to observe its addresses and connections. */
export function observeTransport(
  transport: Transport,
  opened: (addresses: readonly Address[]) => void,
  accepted: (info: ConnectionInfo) => void,
): Transport {
  return {
    name: transport.name,
    async listen(accept) {
      const addresses = await transport.listen((connection) => {
        accepted(connection.info);
        accept(connection);
      });
      opened(addresses);
      return addresses;
    },
    close: (options) => transport.close(options),
  };
}

/** Creates a closed entry. */
export function createListenerEntry(name: string, transport: Transport, dialect: Dialect): ListenerEntry {
  return {
    name,
    transport: transport.name,
    dialect: dialect.name,
    listener: { transport, dialect },
    state: 'closed',
    url: undefined,
    port: undefined,
    reason: undefined,
    connections: 0,
  };
}

/** Converts an entry for the API. */
export function toListenerView({
  name,
  transport,
  dialect,
  state,
  url,
  reason,
  connections,
}: ListenerEntry): ListenerView {
  return {
    name,
    transport,
    dialect,
    state,
    connections,
    ...(url === undefined ? {} : { url }),
    ...(reason === undefined ? {} : { reason }),
  };
}
