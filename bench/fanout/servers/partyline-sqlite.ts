import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqlite } from '../../../adapters/brokers/sqlite/index.js';
import { websocket } from '../../../adapters/transports/websocket/index.js';
import { createHub } from '../../../index.js';
import type { BenchServer } from './server.js';

/** Partyline with its log on disk: a new file, which goes with the process. */
export const partylineSqlite: BenchServer = {
  async start() {
    const folder = mkdtempSync(join(tmpdir(), 'partyline-bench-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const hub = createHub({ broker: sqlite({ path: join(folder, 'log.db') }) });
    const [address] = await hub.listen(websocket({ host: '127.0.0.1', port: 0 }));
    if (address?.port === undefined) throw new Error('The WebSocket transport did not say where it listens.');
    return address.port;
  },
};
