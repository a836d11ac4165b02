import { describe, expect, test } from 'vitest';
import { type FloodControlOptions, floodControl } from '../../../plugins/flood-control/index.js';
import { openFlooded, says } from './support/flooded.js';

const two = { burst: 4, perSecond: 2 };

describe('the sessions of one address', () => {
  test('have a bucket together, over which each of them is slowed', async () => {
    const world = await openFlooded({ address: { messages: two } });
    const peers = [await world.from('192.0.2.1', 'ann'), await world.from('192.0.2.1', 'bob')];
    for (const peer of peers) says(peer, 1, 3);
    await world.pass(10_000);
    expect(world.published.map(([at]) => at)).toEqual([0, 0, 0, 0, 500, 1_000]);
    expect(world.deeds).toMatchObject(Array(2).fill({ by: 'address', did: 'slowed' }));
  });

  test('are refused when too many of them wait already', async () => {
    const world = await openFlooded({ address: { messages: two } });
    const peers = [];
    for (const nick of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) peers.push(await world.from('192.0.2.1', nick));
    for (const peer of peers) says(peer, 1, 1);
    await world.pass(10_000);
    expect(world.published.map(([at]) => at)).toEqual([0, 0, 0, 0, 500, 1_000]);
    expect(world.deeds.map(({ nick, did, ms }) => `${nick} ${did} ${ms}`)).toEqual([
      'e slowed 500',
      'f slowed 1000',
      'g refused 1500',
    ]);
    expect(peers[6]?.all('error')).toMatchObject([
      { code: 'FLOOD_MESSAGES', text: 'Too much comes from your address. Wait 2 s.', details: { retryMs: 1_500 } },
    ]);
  });

  test('count as one for the whole /64 of an IPv6 address', async () => {
    const world = await openFlooded({ address: { messages: two } });
    const ann = await world.from('2001:db8:0:7::1', 'ann');
    const bob = await world.from('2001:DB8::7:ffff:0:0:2', 'bob');
    const cat = await world.from('2001:db8:0:8::1', 'cat');
    says(ann, 1, 3);
    await world.settle();
    for (const peer of [bob, cat]) says(peer, 1, 2);
    await world.settle();
    expect(world.deeds).toMatchObject([{ nick: 'bob', by: 'address' }]);
  });

  test('of which one was lost and begun anew have no fresh bucket', async () => {
    const world = await openFlooded({ address: { messages: { burst: 6, perSecond: 1 } } });
    for (const nick of ['ann', 'bob']) {
      const peer = await world.from('192.0.2.1', nick);
      says(peer, 1, 3);
      await world.settle();
      peer.wire.abort();
      await world.settle();
    }
    says(await world.from('192.0.2.1', 'cat'), 1, 1);
    await world.settle();
    expect(world.deeds).toMatchObject([{ nick: 'cat', by: 'address', ms: 1_000 }]);
  });

  test('follow the connection that a session has come back on', async () => {
    const world = await openFlooded({ address: { messages: { burst: 1, perSecond: 1 } } });
    const first = world.stranger({ remoteAddress: '192.0.2.1' });
    const { resume } = await first.ok({ type: 'hello', nick: 'ann', resume: true });
    await first.ok({ type: 'join', room: 'lobby' });
    says(first, 1, 1);
    await world.settle();
    first.wire.abort();
    const second = world.stranger({ remoteAddress: '192.0.2.2' });
    await second.ok({ type: 'hello', resume: (resume as { token: string }).token });
    says(second, 2, 2);
    await world.settle();
    expect([world.published.length, world.deeds]).toEqual([2, []]);
  });

  test.each<[string, string | undefined, FloodControlOptions]>([
    ['no address at all', undefined, { address: { messages: two } }],
    ['this machine’s address', '127.0.0.1', { address: { messages: two } }],
    ['an address that many share', '10.0.0.1', { address: { messages: two }, shared: (one) => one.startsWith('10.') }],
    ['any address, where they are not looked at', '192.0.2.1', { address: false }],
  ])('are counted one by one for %s', async (_, remoteAddress, options) => {
    const world = await openFlooded(options);
    for (const nick of ['a', 'b', 'c', 'd']) {
      const peer = world.stranger(remoteAddress === undefined ? {} : { remoteAddress });
      await peer.ok({ type: 'hello', nick });
      await peer.ok({ type: 'join', room: 'lobby' });
      says(peer, 1, 3);
    }
    await world.settle();
    expect([world.published.length, world.deeds]).toEqual([12, []]);
  });

  test('are never slowed by default, even when three hundred of them come and talk at once', async () => {
    const plugin = floodControl();
    const world = await openFlooded();
    await world.hub.plugins.reload(plugin);
    const peers = [];
    for (let number = 0; number < 300; number++) peers.push(await world.from('192.0.2.1', `user${number}`));
    for (const peer of peers) says(peer, 1, 1);
    await world.settle();
    expect([world.published.length, world.deeds]).toEqual([300, []]);
  });
});

describe('after one of them was closed', () => {
  async function closed(options = {}) {
    const world = await openFlooded({ slowMs: 0, patienceMs: 1, strikes: 1, barMs: 5_000, ...options });
    const neighbour = await world.from('192.0.2.1', 'neighbour');
    const ann = await world.from('192.0.2.1', 'ann');
    says(ann, 1, 6);
    await ann.over;
    return { world, neighbour };
  }

  test('nobody new is let in from that address, and is told to come back', async () => {
    const { world } = await closed();
    const again = world.stranger({ remoteAddress: '192.0.2.1' });
    await again.over;
    expect(again.heard).toMatchObject([{ type: 'bye', code: 'FLOOD', reconnectMs: expect.any(Number) }]);
    expect(world.deeds.at(-1)).toMatchObject({ what: 'connections', did: 'barred', by: 'address', ms: 5_000 });
    await world.from('192.0.2.2', 'bob');
  });

  test('everybody is let in again in time', async () => {
    const { world } = await closed();
    await world.pass(4_999);
    await world.stranger({ remoteAddress: '192.0.2.1' }).over;
    await world.pass(1);
    await world.from('192.0.2.1', 'bob');
  });

  test('its neighbours who are in are not bothered', async () => {
    const { world, neighbour } = await closed();
    says(neighbour, 7, 7);
    await world.settle();
    expect(world.published.at(-1)?.[1]).toBe('7');
  });

  test('everybody is let in at once where nobody is to be barred', async () => {
    const { world } = await closed({ barMs: 0 });
    await world.from('192.0.2.1', 'ann');
  });
});
