import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../adapters/system/index.js';
import { memory } from '../../../../adapters/transports/memory/index.js';
import type { Connection } from '../../../../core/index.js';
import { manualClock, record, type TransportWish, transportConformance } from '../../../../testkit/index.js';
import { memoryHarness } from '../support/harnesses.js';

const bye = { code: 'bye', text: 'Good bye.' };

/** Both ends of a wire whose near side is over only `lingerMs` after it was closed. */
async function lingering(lingerMs: () => number) {
  const clock = manualClock();
  const connections: Connection[] = [];
  const transport = memory({ clock, lingerMs });
  await transport.listen((connection) => void connections.push(connection));
  const peer = transport.connect();
  const [connection] = connections;
  if (connection === undefined) throw new Error('The transport did not accept.');
  return { clock, transport, peer, connection, near: record(connection) };
}

describe('a connection that lingers', () => {
  test('is over only when its time has passed, and says then why it was closed', async () => {
    const { clock, connection, near } = await lingering(() => 500);
    connection.close(bye);
    await clock.advance(499);
    expect(near.calls).toEqual([]);
    await clock.advance(1);
    expect([near.calls, near.cause]).toEqual([['closed'], { by: 'local', ...bye }]);
  });

  test('is over for its peer at once', async () => {
    const { peer, connection, near } = await lingering(() => 500);
    connection.write(connection.framing.pack(['last']));
    connection.close(bye);
    expect([await peer.next(), await peer.next()]).toEqual(['last', undefined]);
    expect(await peer.closed).toEqual({ by: 'peer', ...bye });
    expect(near.calls).toEqual([]);
  });

  test('neither takes nor sends anything meanwhile', async () => {
    const { clock, peer, connection, near } = await lingering(() => 500);
    peer.send('under way');
    connection.close(bye);
    peer.send('too late');
    connection.write(connection.framing.pack(['too late']));
    expect([connection.pendingBytes, await peer.next()]).toEqual([0, undefined]);
    await clock.advance(500);
    expect(near.calls).toEqual(['closed']);
  });

  test('is not asked how long when it is closed a second time', async () => {
    let asked = 0;
    const { clock, connection, near } = await lingering(() => 500 * ++asked);
    connection.close(bye);
    connection.close({ code: 'again', text: '' });
    await clock.advance(500);
    expect([asked, near.cause]).toEqual([1, { by: 'local', ...bye }]);
  });

  test('ends at once when it is destroyed, still with the reason that it was closed for', async () => {
    const { clock, connection, near } = await lingering(() => 500);
    connection.close(bye);
    connection.destroy();
    expect(await near.closed()).toEqual({ by: 'local', ...bye });
    expect(clock.timers).toBe(0);
  });

  test('ends only once, though it is destroyed and its time passes', async () => {
    const { clock, connection, near } = await lingering(() => 500);
    connection.close(bye);
    connection.destroy();
    connection.destroy();
    await clock.advance(1_000);
    expect(near.calls).toEqual(['closed']);
  });

  test.each([
    ['destroyed', (at: Awaited<ReturnType<typeof lingering>>) => at.connection.destroy()],
    ['closed by the peer', (at: Awaited<ReturnType<typeof lingering>>) => at.peer.close()],
    ['broken by the peer', (at: Awaited<ReturnType<typeof lingering>>) => at.peer.abort()],
  ])('that is %s without having been closed does not linger', async (_how, end) => {
    const stage = await lingering(() => 500);
    end(stage);
    await stage.near.closed();
    expect(stage.clock.timers).toBe(0);
  });

  test('holds up the transport’s close until it is over', async () => {
    const { clock, transport, connection } = await lingering(() => 500);
    let closed = false;
    connection.close(bye);
    const closing = transport.close().then(() => {
      closed = true;
    });
    await clock.advance(499);
    expect(closed).toBe(false);
    await clock.advance(1);
    await closing;
    expect(closed).toBe(true);
  });
});

describe('the rules of transports, where connections linger', () => {
  const harness = memoryHarness();
  // With timers that run by themselves: the suite's clock goes on only where it waits for something.
  const create = ({ maxFrameBytes, clock }: TransportWish) =>
    memory({ maxFrameBytes, clock: { ...systemClock, now: clock.now }, lingerMs: () => 1, pings: true });
  for (const { name, run } of transportConformance({ ...harness, create })) test(name, run);
});
