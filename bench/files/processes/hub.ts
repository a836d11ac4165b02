import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tcp } from '../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../adapters/transports/websocket/index.js';
import { createHub } from '../../../index.js';
import { fileTransfer } from '../../../plugins/file-transfer/index.js';
import { answerParent } from '../../fanout/processes/answer.js';
import type { HubPlaces, Usage } from './protocol.js';

const SAMPLE_MS = 10;
const BETWEEN_MS = 150;
const COLLECTIONS = 4;
const PLENTY = 2 ** 40;

/** The hub's process: chat over TCP, files over everything, nothing tuned but the quotas. */
async function run(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'partyline-bench-'));
  const server = createServer({ requestTimeout: 0 });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const http = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const files = fileTransfer({ dir, publicUrl: http, fileBytes: PLENTY, userBytes: PLENTY, totalBytes: PLENTY });
  server.on('request', (request, response) => {
    if (!files.http(request, response)) response.writeHead(404).end();
  });
  const hub = createHub({ plugins: [files] });
  const [blocks, web] = await hub.listen(tcp({ port: 0 }), websocket({ port: 0 }));
  const places: HubPlaces = { tcp: blocks?.port ?? 0, websocket: web?.url ?? '', dir };

  let peak = 0;
  const sample = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  setInterval(sample, SAMPLE_MS).unref();
  answerParent({
    places: () => places,
    /** Memory and time since this was asked last. */
    usage(): Usage {
      sample();
      const { user, system } = process.cpuUsage();
      const usage = { peakRss: peak, cpuMs: (user + system) / 1000 };
      peak = 0;
      return usage;
    },
    /** Resident memory once the garbage is gone, in bytes. */
    async rest() {
      for (let round = 0; round < COLLECTIONS; round++) {
        globalThis.gc?.();
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
      }
      return process.memoryUsage.rss();
    },
    async stop() {
      await hub.stop();
      server.closeAllConnections();
      server.close();
      await rm(dir, { recursive: true, force: true });
    },
  });
}

await run();
