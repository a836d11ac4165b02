import assert from 'node:assert/strict';
import { ChatError, type Connection } from '../../../core/index.js';
import { manualClock } from '../../clock/index.js';
import type { ConformanceCase, TransportHarness } from '../harness.js';
import { record } from '../recorder.js';
import { LIMIT, onStage, someTurns } from '../stage.js';

/** Rules about addresses and about who is there. */
export function listeningCases(harness: TransportHarness): readonly ConformanceCase[] {
  const ports: readonly ConformanceCase[] = [
    {
      name: 'the port is free again after close',
      run: async () => {
        let port = 0;
        await onStage(harness, async ({ addresses, talk }) => {
          port = addresses[0]?.port ?? 0;
          await talk();
        });
        assert.ok(port > 0, 'listen gives the port');
        const again = harness.create({ maxFrameBytes: LIMIT, clock: manualClock(), port });
        const addresses = await again.listen(() => {});
        await again.close();
        assert.equal(addresses[0]?.port, port);
      },
    },
    {
      name: 'a port that is taken gives CHAT_LISTEN_FAILED, and the transport can still be closed',
      run: () =>
        onStage(harness, async ({ addresses }) => {
          const port = addresses[0]?.port ?? 0;
          const second = harness.create({ maxFrameBytes: LIMIT, clock: manualClock(), port });
          await assert.rejects(
            second.listen(() => {}),
            (error) => {
              assert.ok(error instanceof ChatError);
              assert.equal(error.code, 'CHAT_LISTEN_FAILED');
              assert.equal(error.details?.port, port);
              assert.match(error.message, new RegExp(String(port)));
              return true;
            },
          );
          await second.close();
        }),
    },
  ];

  return [
    ...(harness.supports.ports ? ports : []),
    {
      name: 'a connection tells what is known of it',
      run: () =>
        onStage(harness, async ({ meet, transport, clock }) => {
          const [one, two] = [await meet(), await meet()];
          assert.match(one.connection.info.id, /^[A-Za-z0-9_-]{1,64}$/);
          assert.notEqual(one.connection.info.id, two.connection.info.id);
          assert.equal(one.connection.info.transport, transport.name);
          assert.equal(one.connection.info.openedAt, clock.now());
        }),
    },
    {
      name: 'listening twice is a TypeError',
      run: () =>
        onStage(harness, ({ transport }) =>
          assert.rejects(
            transport.listen(() => {}),
            TypeError,
          ),
        ),
    },
    {
      name: 'starting a connection twice is a TypeError',
      run: () =>
        onStage(harness, async ({ talk }) => {
          const { connection, near } = await talk();
          assert.throws(() => connection.start({ frame() {}, rejected() {}, drained() {}, closed() {} }), TypeError);
          connection.destroy();
          await near.closed();
        }),
    },
    {
      name: 'closing a transport that does not listen, or twice, does nothing',
      run: async () => {
        const transport = harness.create({ maxFrameBytes: LIMIT, clock: manualClock() });
        await transport.close();
        await transport.listen(() => {});
        await Promise.all([transport.close(), transport.close()]);
      },
    },
    {
      name: 'it can be listened to again after it was closed',
      run: () =>
        onStage(harness, async ({ transport }) => {
          await transport.close();
          const connections: Connection[] = [];
          const addresses = await transport.listen((connection) => connections.push(connection));
          const peer = await harness.connect(transport, addresses);
          while (connections.length === 0) await someTurns();
          const near = record(connections[0] as Connection);
          peer.send('back again');
          await near.until(() => near.frames.length === 1);
          assert.deepEqual(near.frames, ['back again']);
          peer.abort();
        }),
    },
    {
      name: 'what is written in the same turn as the transport closes still goes out',
      run: () =>
        onStage(harness, async ({ talk, transport }) => {
          const { peer, connection } = await talk();
          const closing = transport.close();
          connection.write(connection.framing.pack(['goodbye']));
          connection.close({ code: 'CHAT_DRAINING', text: 'Going down.' });
          assert.equal(await peer.next(), 'goodbye');
          assert.equal(await peer.next(), undefined);
          await closing;
        }),
    },
    {
      name: 'a patient close takes nobody new, and leaves who is there to whoever accepted them',
      run: () =>
        onStage(harness, async ({ talk, transport }) => {
          const { peer, connection, near } = await talk();
          let over = false;
          const closing = transport.close({ patient: true }).then(() => {
            over = true;
          });
          await someTurns();
          assert.deepEqual([over, near.cause], [false, undefined]);
          peer.send('still here');
          await near.until(() => near.frames.length === 1);
          connection.close({ code: 'CHAT_DRAINING', text: 'Going down.' });
          await closing;
        }),
    },
    {
      name: 'close resolves only when every connection has closed',
      run: () =>
        onStage(harness, async ({ talk, transport }) => {
          const all = await Promise.all([talk(), talk(), talk()]);
          await transport.close();
          assert.deepEqual(
            all.map(({ near }) => near.cause?.by),
            ['local', 'local', 'local'],
          );
        }),
    },
  ];
}
