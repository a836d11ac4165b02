import { afterEach, expect, test } from 'vitest';
import { READ_SLICE_BYTES } from '../../../../adapters/transports/socket/index.js';
import { tcp } from '../../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../../adapters/transports/websocket/index.js';
import type { Connection, Transport } from '../../../../core/index.js';
import type { TransportPeer } from '../../../../testkit/index.js';
import { portOf } from '../support/harnesses.js';
import { tcpPeer } from '../support/tcp-peer.js';
import { webSocketPeer } from '../support/websocket-peer.js';

const FRAME_BYTES = 16_384;
const FRAMES = 512;
/** What the operating system gives in one read at most, and the rest of a frame that came in an earlier one. */
const LAST_READ = 65_536 + FRAME_BYTES;

let transport: Transport;
let peer: TransportPeer;
afterEach(async () => {
  peer.abort();
  await transport.close();
});

const wires = {
  'a TCP connection': {
    listen: () => tcp({ port: 0, framing: 'blocks' }),
    dial: (port: number) => tcpPeer({ port, framing: 'blocks' }),
  },
  'a WebSocket': {
    listen: () => websocket({ port: 0 }),
    dial: (port: number) => webSocketPeer(`ws://127.0.0.1:${port}/`),
  },
};

test.each(Object.entries(wires))('%s that sends all it can leaves each turn of the loop to others', async (_, wire) => {
  transport = wire.listen();
  let accept: (connection: Connection) => void;
  const accepted = new Promise<Connection>((resolve) => {
    accept = resolve;
  });
  const port = portOf(await transport.listen((connection) => accept(connection)));
  peer = await wire.dial(port);
  peer.sendTogether(Array.from({ length: FRAMES }, () => new Uint8Array(FRAME_BYTES)));
  const connection = await accepted;
  const perTurn = await new Promise<readonly number[]>((resolve) => {
    const turns: number[] = [];
    let bytes = 0;
    let frames = 0;
    connection.start({
      frame() {
        bytes += FRAME_BYTES;
        frames++;
      },
      rejected() {},
      drained() {},
      closed() {},
    });
    setImmediate(function count() {
      turns.push(bytes);
      bytes = 0;
      if (frames < FRAMES) setImmediate(count);
      else resolve(turns);
    });
  });
  expect(Math.max(...perTurn)).toBeLessThanOrEqual(READ_SLICE_BYTES + LAST_READ);
});
