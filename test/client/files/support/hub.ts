import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { tcp } from '../../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../../adapters/transports/websocket/index.js';
import { type Client, createClient } from '../../../../client/index.js';
import { tcp as tcpWire } from '../../../../client/wires/tcp.js';
import { webSocket } from '../../../../client/wires/websocket.js';
import type { Plugin } from '../../../../core/index.js';
import { createHub, type Hub } from '../../../../index.js';
import { type FileTransferOptions, fileTransfer } from '../../../../plugins/file-transfer/index.js';

/** Bytes that show where one is missing or doubled. */
export const bytesOf = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (at * 7 + (at >> 8)) % 251);

/** What Node makes of bytes. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A hub that takes files, and people on its wires. */
export async function fileHub(options: Partial<FileTransferOptions> = {}, plugins: readonly Plugin[] = []) {
  const dir = mkdtempSync(join(tmpdir(), 'partyline-test-'));
  const files = fileTransfer({ dir, ...options });
  const hub = createHub({ plugins: [files, ...plugins] });
  onTestFinished(async () => {
    await hub.stop({ drainMs: 100 });
    rmSync(dir, { recursive: true, force: true });
  });
  const [web, lines] = await hub.listen(websocket({ port: 0 }), tcp({ port: 0 }));
  const opens = {
    WebSocket: webSocket(web?.url ?? '', { WebSocket }),
    TCP: tcpWire({ host: '127.0.0.1', port: lines?.port ?? 0 }),
  };
  const person = (nick: string, wire: keyof typeof opens = 'WebSocket'): Client => {
    const client = createClient({ open: opens[wire], nick });
    onTestFinished(() => client.stop());
    client.connect();
    return client;
  };
  return { hub, person, files, dir };
}

/** Cuts all connections; a client comes back at once, instead of waiting for as long as the server says. */
export function cutAll(hub: Hub, impatient: Client): void {
  const deaf = impatient.on('state', (state) => {
    if (state !== 'waiting') return;
    deaf();
    impatient.hurry();
  });
  for (const session of hub.chat.sessions()) session.close({ code: 'CHAT_DRAINING', text: 'Later.', mayReturn: true });
}
