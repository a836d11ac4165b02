import type { Clock, ConnectionInfo, Transport } from '../../../../core/index.js';
import type { ChaosMode } from '../wire.js';
import { ChaosConnection } from './connection.js';

/** Makes connections worse on purpose, to see what becomes of them. */
export interface Chaos {
  /** The transport as the hub is to have it: each of its connections can be made worse. */
  wrap(transport: Transport): Transport;
  /** What is done to a connection; `undefined`: nothing. */
  modeOf(info: ConnectionInfo): ChaosMode | undefined;
  /** Does it; says whether there is such a connection. @param ms By how much `slow` holds back what is written. */
  set(info: ConnectionInfo, mode: ChaosMode | 'off', ms: number): boolean;
}

/** Nothing is made worse yet. */
export function createChaos(clock: Clock): Chaos {
  // What is known of a connection goes with it.
  const wrapped = new WeakMap<ConnectionInfo, ChaosConnection>();
  return {
    wrap(transport) {
      const open = new Set<ChaosConnection>();
      return {
        name: transport.name,
        listen: (accept) =>
          transport.listen((connection) => {
            const worse = new ChaosConnection(connection, clock, () => open.delete(worse));
            open.add(worse);
            wrapped.set(connection.info, worse);
            accept(worse);
          }),
        close(options) {
          // The transport closes them itself, and would not wait for what is held back.
          if (options?.patient !== true) for (const connection of open) connection.setMode(undefined, 0);
          return transport.close(options);
        },
      };
    },
    modeOf: (info) => wrapped.get(info)?.mode,
    set(info, mode, ms) {
      const connection = wrapped.get(info);
      if (connection === undefined) return false;
      if (mode === 'drop') connection.cut();
      else connection.setMode(mode === 'off' ? undefined : mode, ms);
      return true;
    },
  };
}
