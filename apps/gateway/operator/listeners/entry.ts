import type { Address, ConnectionInfo, Dialect, Listener, Transport } from '../../../../core/index.js';
import type { ListenerView } from '../wire.js';

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
