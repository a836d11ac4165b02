import { websocket } from '../../../adapters/transports/websocket/index.js';
import { createHub } from '../../../index.js';
import type { BenchServer } from './server.js';

/** Partyline as its README has it, nothing tuned: a hub without plugins, on a WebSocket listener. */
export const partyline: BenchServer = {
  async start() {
    const hub = createHub({});
    const [address] = await hub.listen(websocket({ host: '127.0.0.1', port: 0 }));
    if (address?.port === undefined) throw new Error('The WebSocket transport did not say where it listens.');
    return address.port;
  },
};
