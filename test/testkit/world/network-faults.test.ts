import { describe, expect, test } from 'vitest';
import { names, numbered, stage, texts } from './support/network-stage.js';

describe('a fault', () => {
  test('drop: both ends learn of it, and what is under way is lost', async () => {
    const { clock, connected } = await stage();
    const { host, client, hub } = await connected();
    client.wire.send('lost');
    hub.say('lost');
    await clock.settle();
    host.drop();
    await clock.settle();
    expect(names(client)).toEqual(['opened', 'closed']);
    expect(hub.closed?.by).toBe('error');
    await clock.advance(100);
    expect([client.frames, hub.frames]).toEqual([[], []]);
  });

  test('lose: the client learns of it, the hub does not', async () => {
    const { clock, connected } = await stage();
    const { host, client, hub } = await connected();
    host.lose();
    hub.say('into the void');
    await clock.advance(10_000);
    expect(names(client)).toEqual(['opened', 'closed']);
    expect(hub.closed).toBeUndefined();
    expect(hub.connection.pendingBytes).toBeGreaterThan(0);
  });

  test('vanish: neither learns of it', async () => {
    const { clock, network, connected } = await stage();
    const { host, client, hub } = await connected();
    host.vanish();
    client.wire.send('into the void');
    hub.say('into the void');
    await clock.advance(10_000);
    expect(names(client)).toEqual(['opened']);
    expect([client.frames, hub.frames, hub.closed]).toEqual([[], [], undefined]);
    expect(network.moving).toBe(false);
  });

  test('vanish: the host can open another connection', async () => {
    const { clock, open, connected } = await stage();
    const { host } = await connected();
    host.vanish();
    const again = open(host);
    await clock.advance(100);
    expect(names(again)).toEqual(['opened']);
  });

  test('freeze: what is written waits at the hub, and comes when the client reads again', async () => {
    const { clock, connected } = await stage();
    const { host, client, hub } = await connected();
    host.freeze(true);
    hub.say('x'.repeat(1_000));
    client.wire.send('still sent');
    await clock.advance(1_000);
    expect(hub.connection.pendingBytes).toBe(1_000);
    expect(client.frames).toEqual([]);
    expect(texts(hub.frames)).toEqual(['still sent']);
    host.freeze(false);
    await clock.advance(100);
    expect(hub.connection.pendingBytes).toBe(0);
    expect(client.frames).toHaveLength(1);
  });

  test('freeze: what was under way is not read before the client reads again', async () => {
    const { clock, connected } = await stage();
    const { host, client, hub } = await connected();
    hub.say('under way');
    await clock.settle();
    host.freeze(true);
    await clock.advance(1_000);
    expect(client.frames).toEqual([]);
    host.freeze(false);
    await clock.advance(100);
    expect(texts(client.frames)).toEqual(['under way']);
  });

  test('freeze: a connection that is opened meanwhile is not read either', async () => {
    const { clock, network, accepted, open } = await stage();
    const host = network.host('ann');
    host.freeze(true);
    const client = open(host);
    await clock.advance(100);
    accepted[0]?.say('x'.repeat(1_000));
    await clock.advance(1_000);
    expect(accepted[0]?.connection.pendingBytes).toBe(1_000);
    host.freeze(false);
    await clock.advance(100);
    expect(names(client)).toEqual(['opened']);
    expect(client.frames).toHaveLength(1);
  });

  test('partition: nothing passes, then all that was held up flows on in order', async () => {
    const { clock, network, connected } = await stage();
    const { host, client, hub } = await connected();
    for (const text of numbered.slice(0, 10)) client.wire.send(text);
    host.part(true);
    for (const text of numbered.slice(10)) client.wire.send(text);
    hub.say(...numbered);
    await clock.advance(60_000);
    expect([client.frames, hub.frames]).toEqual([[], []]);
    expect(network.moving).toBe(false);
    host.part(false);
    await clock.advance(100);
    expect(texts(client.frames)).toEqual(numbered);
    expect(texts(hub.frames)).toEqual(numbered);
  });

  test('partition: a new connection comes about only when it has ended', async () => {
    const { clock, network, accepted, open } = await stage();
    const host = network.host('ann');
    host.part(true);
    const client = open(host);
    await clock.advance(60_000);
    expect([client.events, accepted]).toEqual([[], []]);
    host.part(false);
    await clock.advance(100);
    expect(names(client)).toEqual(['opened']);
  });

  test('partition: a client that closes meanwhile is heard of by the hub when it has ended', async () => {
    const { clock, connected } = await stage();
    const { host, client, hub } = await connected();
    host.part(true);
    client.wire.send('last words');
    client.wire.close();
    await clock.advance(1_000);
    expect(names(client)).toEqual(['opened', 'closed']);
    expect(hub.closed).toBeUndefined();
    host.part(false);
    await clock.advance(100);
    expect(texts(hub.frames)).toEqual(['last words']);
    expect(hub.closed?.by).toBe('peer');
  });

  test('partition of one host leaves the others alone', async () => {
    const { clock, connected } = await stage();
    const ann = await connected('ann');
    const bob = await connected('bob');
    ann.host.part(true);
    bob.client.wire.send('hi');
    await clock.advance(100);
    expect(texts(bob.hub.frames)).toEqual(['hi']);
  });

  test('a hub that vanishes: what it had sent arrives, then its clients learn of it', async () => {
    const { clock, network, connected } = await stage();
    const { client, hub } = await connected();
    hub.say('on its way');
    await clock.settle();
    client.wire.send('nobody is there');
    network.hubGone();
    hub.say('from beyond');
    await clock.advance(100);
    expect(texts(client.frames)).toEqual(['on its way']);
    expect(names(client)).toEqual(['opened', 'closed']);
    expect([hub.frames, hub.closed]).toEqual([[], undefined]);
  });

  test('a hub that has vanished refuses connections', async () => {
    const { clock, network, open, connected } = await stage();
    const { host } = await connected();
    network.hubGone();
    const again = open(host);
    await clock.advance(100);
    expect(names(again)).toEqual(['closed']);
  });
});
