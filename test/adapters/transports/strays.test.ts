import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { tcp } from '../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../adapters/transports/websocket/index.js';
import type { Connection, Transport } from '../../../core/index.js';
import { portOf, tls } from './support/harnesses.js';

const transports: Readonly<Record<string, () => Transport>> = {
  'tcp, TLS': () => tcp({ port: 0, tls }),
  'websocket, TLS': () => websocket({ port: 0, tls }),
  websocket: () => websocket({ port: 0 }),
};

test.each(Object.entries(transports))(
  '%s: a peer that never finishes its handshake does not hold up close',
  async (_, make) => {
    const connections: Connection[] = [];
    const transport = make();
    const addresses = await transport.listen((connection) => void connections.push(connection));
    const socket = connect({ port: portOf(addresses), host: '127.0.0.1' });
    socket.on('error', () => {});
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await once(socket, 'connect');
    // What TLS takes for the beginning of a greeting, and HTTP for that of a request.
    socket.resume().write(Buffer.from([0x16, 0x03, 0x01]));
    await new Promise((resolve) => setImmediate(resolve));
    await transport.close();
    await gone;
    expect(connections).toEqual([]);
  },
);
