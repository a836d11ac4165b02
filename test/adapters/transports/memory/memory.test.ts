import { describe, expect, test } from 'vitest';
import { type MemoryPeer, type MemoryPeerOptions, memory } from '../../../../adapters/transports/memory/index.js';
import type { Connection } from '../../../../core/index.js';
import { manualClock, type Recorder, record } from '../../../../testkit/index.js';

async function pair(
  options?: MemoryPeerOptions,
): Promise<{ peer: MemoryPeer; connection: Connection; near: Recorder }> {
  const connections: Connection[] = [];
  const transport = memory({ clock: manualClock({ start: 5 }), maxFrameBytes: 100 });
  await transport.listen((connection) => void connections.push(connection));
  const peer = transport.connect(options);
  const [connection] = connections;
  if (connection === undefined) throw new Error('The transport did not accept.');
  return { peer, connection, near: record(connection) };
}

const microtasks = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

describe('delivery', () => {
  test('is never from inside send or write', async () => {
    const { peer, connection, near } = await pair();
    const got: unknown[] = [];
    peer.onframe = (frame) => got.push(frame);
    peer.send('in');
    connection.write(connection.framing.pack(['out']));
    expect([...near.frames, ...got]).toEqual([]);
    await microtasks();
    expect([...near.frames, ...got]).toEqual(['in', 'out']);
  });

  test('needs microtasks only', async () => {
    const { peer, near } = await pair();
    peer.send('one');
    peer.send('two');
    peer.close();
    await microtasks();
    expect(near.calls).toEqual(['frame', 'frame', 'closed']);
  });

  test('copies bytes, so that the sender may reuse them', async () => {
    const { peer, near } = await pair();
    const bytes = Uint8Array.of(1, 2, 3);
    peer.send(bytes);
    bytes.fill(9);
    await microtasks();
    expect(near.frames).toEqual([Uint8Array.of(1, 2, 3)]);
  });
});

describe('a peer', () => {
  test('presents itself as it was told to', async () => {
    const { connection } = await pair({
      subprotocol: 'partyline.v1',
      url: '/x',
      remoteAddress: '10.0.0.7',
      secure: true,
    });
    expect(connection.info).toEqual({
      id: expect.any(String) as string,
      transport: 'memory',
      openedAt: 5,
      subprotocol: 'partyline.v1',
      url: '/x',
      remoteAddress: '10.0.0.7',
      secure: true,
    });
  });

  test('learns why we closed, after all that was written', async () => {
    const { peer, connection } = await pair();
    connection.write(connection.framing.pack(['last']));
    connection.close({ code: 'CHAT_DRAINING', text: 'Down.' });
    expect(await peer.next()).toBe('last');
    expect(await peer.next()).toBeUndefined();
    expect(await peer.closed).toEqual({ by: 'peer', code: 'CHAT_DRAINING', text: 'Down.' });
  });

  test('tells why it closes', async () => {
    const { peer, near } = await pair();
    peer.close('1000', 'enough');
    expect(await near.closed()).toEqual({ by: 'peer', code: '1000', text: 'enough' });
    expect(await peer.closed).toEqual({ by: 'local', code: '1000', text: 'enough' });
  });

  test('that aborts loses what is under way', async () => {
    const { peer, near } = await pair();
    peer.send('lost');
    peer.abort();
    expect((await near.closed()).by).toBe('error');
    expect(near.frames).toEqual([]);
  });

  test('that is frozen gets everything when it thaws', async () => {
    const { peer, connection } = await pair();
    peer.freeze();
    connection.write(connection.framing.pack(['kept']));
    connection.close({ code: 'bye', text: '' });
    peer.thaw();
    expect(await peer.next()).toBe('kept');
    expect((await peer.closed).code).toBe('bye');
  });

  test('does nothing any more once closed', async () => {
    const { peer, near } = await pair();
    peer.close();
    peer.send('late');
    peer.close();
    peer.abort();
    await microtasks();
    expect(near.calls).toEqual(['closed']);
  });
});

describe('a severed wire', () => {
  test('carries nothing and tells nobody', async () => {
    const { peer, connection, near } = await pair();
    peer.sever();
    peer.send('in');
    peer.close();
    connection.write(connection.framing.pack(['out']));
    await microtasks();
    expect(near.calls).toEqual([]);
    expect(connection.pendingBytes).toBe(3);
  });

  test('can be destroyed from our side', async () => {
    const { peer, connection, near } = await pair();
    peer.sever();
    connection.destroy();
    expect(await near.closed()).toEqual({ by: 'local' });
  });
});

describe('the transport', () => {
  test('accepts nobody while it does not listen', async () => {
    const transport = memory();
    expect(() => transport.connect()).toThrow(TypeError);
    await transport.listen(() => {});
    await transport.close();
    expect(() => transport.connect()).toThrow(TypeError);
  });

  test('has an address', async () => {
    expect(await memory().listen(() => {})).toEqual([{ transport: 'memory', url: 'memory:' }]);
  });

  test('refuses packets of other framings', async () => {
    const { connection } = await pair();
    expect(() => connection.write(Uint8Array.of(1))).toThrow(TypeError);
    expect(() => connection.framing.join([Uint8Array.of(1)])).toThrow(TypeError);
  });

  test('sets no timers', async () => {
    const clock = manualClock();
    const transport = memory({ clock });
    await transport.listen((connection) => void record(connection));
    const peer = transport.connect();
    peer.freeze();
    peer.send('x');
    await microtasks();
    expect(clock.timers).toBe(0);
    await transport.close();
  });
});
