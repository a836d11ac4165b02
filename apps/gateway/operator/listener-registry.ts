import type { Address, ConnectionInfo, Dialect, Hub, Listener, Session, Transport } from '../../../core/index.js';
import type { ListenerView } from './wire.js';

/** The wires of a gateway: which there are, which are listened on, how many are connected. */
export interface ListenerRegistry {
  /** Adds a wire that is not listened on yet. A name that is taken gets a number. */
  add(name: string, transport: Transport, dialect: Dialect): void;
  /** Listens on all, or on none. @throws what `hub.listen` throws. */
  openAll(hub: Hub): Promise<readonly Address[]>;
  /** Listens on one, or stops to; `undefined`: there is none of that name. */
  set(name: string, on: boolean): Promise<ListenerView | 'busy' | undefined>;
  list(): readonly ListenerView[];
  /** The port of one that is listened on; `undefined`: it is not, or has none. */
  portOf(name: string): number | undefined;
}

/** @param dress Makes of each transport what the hub is to have. Default: nothing else. */
export function createListenerRegistry(
  dress: (transport: Transport) => Transport = (transport) => transport,
): ListenerRegistry {
  const entries = new Map<string, ListenerEntry>();
  /** Which wire a connection came by; it goes with what is known of the connection. */
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
      // One that could not be opened, and shall not be any more, is closed.
      if (!on && entry.state === 'failed') Object.assign(entry, { state: 'closed', reason: undefined });
      return toListenerView(entry);
    },
    list: () => [...entries.values()].map(toListenerView),
    portOf: (name) => entries.get(name)?.port,
  };
}

/** One wire, as it is listened on. */
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
  /** Connections that it has now. */
  connections: number;
}

/** A transport that tells of what it accepts, and where. */
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

/** An entry that is closed. */
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

/** What operators are told of it. */
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
