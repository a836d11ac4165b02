import { describe, expect, test } from 'vitest';
import { type Plugin, refuse } from '../../../core/index.js';
import { floodControl } from '../../../plugins/flood-control/index.js';
import { metrics } from '../../../plugins/metrics/index.js';
import { openWorld } from '../../support/world.js';
import { scrape } from './support/scrape.js';

async function measured(...plugins: readonly Plugin[]) {
  const numbers = metrics({ process: false });
  const world = await openWorld({ plugins: [numbers, ...plugins] });
  return { world, series: async (name: string) => (await scrape(numbers)).series(`partyline_${name}`) };
}

type World = Awaited<ReturnType<typeof measured>>['world'];

/** Somebody who may come back, and the token for that. */
async function guest(world: World, resume: string | true = true, nick = 'ann') {
  const peer = world.stranger();
  const welcome = await peer.ask({ type: 'hello', nick, resume });
  return { peer, token: (welcome.resume as { token: string }).token };
}

describe('what is counted', () => {
  test('messages, by kind', async () => {
    const { world, series } = await measured();
    const ann = await world.native('ann', 'lobby');
    await ann.ok({ type: 'say', room: 'lobby', text: 'one' });
    await ann.ok({ type: 'say', room: 'lobby', text: 'two' });
    await ann.ok({ type: 'say', room: 'lobby', text: 'waves', kind: 'action' });
    expect(await series('messages_total')).toEqual({ 'kind=text': 2, 'kind=action': 1 });
  });

  test('a message that was sent again with its key, once', async () => {
    const { world, series } = await measured();
    const ann = await world.native('ann', 'lobby');
    for (let time = 0; time < 2; time++) await ann.ok({ type: 'say', room: 'lobby', text: 'one', key: 'k' });
    expect(await series('messages_total')).toEqual({ 'kind=text': 1 });
  });

  test('logins, by wire', async () => {
    const { world, series } = await measured();
    await world.native('ann');
    await world.native('bob');
    expect(await series('logins_total')).toEqual({ 'dialect=native,transport=memory': 2 });
  });

  test("refusals, by what was asked and the code, a plugin's own codes too", async () => {
    const polite: Plugin = { name: 'polite', setup: (host) => host.gate('publish', () => refuse('POLITE_NO', 'No.')) };
    const { world, series } = await measured(polite);
    const ann = await world.native('ann', 'lobby');
    await ann.refused({ type: 'say', room: 'lobby', text: 'one' });
    await ann.refused({ type: 'say', room: 'attic', text: 'one' });
    expect(await series('refusals_total')).toEqual({
      'code=POLITE_NO,what=say': 1,
      'code=CHAT_NOT_IN_ROOM,what=say': 1,
    });
  });

  test('failures, by plugin', async () => {
    const broken: Plugin = {
      name: 'broken',
      setup(host) {
        host.gate('publish', () => {
          throw new RangeError('too far');
        });
      },
    };
    const { world, series } = await measured(broken);
    await (await world.native('ann', 'lobby')).refused({ type: 'say', room: 'lobby', text: 'one' });
    expect(await series('failures_total')).toEqual({ 'code=CHAT_PLUGIN_FAILED,plugin=broken': 1 });
  });

  test('bad frames, as refusals with their codes', async () => {
    const { world, series } = await measured();
    const ann = world.stranger();
    await ann.ok({ type: 'hello' });
    ann.wire.send('{');
    ann.wire.send('[]');
    ann.wire.send(`"${'x'.repeat(131_072)}"`);
    await world.settle();
    expect(await series('refusals_total')).toEqual({
      'code=CHAT_BAD_FRAME,what=frame': 2,
      'code=CHAT_FRAME_TOO_LARGE,what=frame': 1,
    });
  });

  test('what a room hands to those who are in it, once for each of them', async () => {
    const { world, series } = await measured();
    const ann = await world.native('ann', 'lobby');
    await world.native('bob', 'lobby');
    await world.native('cat', 'lobby');
    await world.settle();
    // Ann saw two come, bob one.
    expect(await series('deliveries_total')).toEqual({ '': 3 });
    for (const text of ['one', 'two']) await ann.ok({ type: 'say', room: 'lobby', text });
    await world.settle();
    expect(await series('deliveries_total')).toEqual({ '': 9 });
  });

  test('nothing as handed over to whoever is not connected, or waits for what they read slowly', async () => {
    const { world, series } = await measured();
    const ann = await world.native('ann', 'lobby');
    const { peer } = await guest(world, true, 'gone');
    await peer.ok({ type: 'join', room: 'lobby' });
    const slow = await world.native('slow', 'lobby');
    peer.wire.abort();
    await world.settle();
    slow.wire.freeze();
    await ann.ok({ type: 'say', room: 'lobby', text: 'one' });
    await world.settle();
    const before = (await series('deliveries_total'))[''] ?? 0;
    await ann.ok({ type: 'typing', room: 'lobby', on: true });
    await world.settle();
    expect(await series('deliveries_total')).toEqual({ '': before });
    await ann.ok({ type: 'say', room: 'lobby', text: 'two' });
    await world.settle();
    expect(await series('deliveries_total')).toEqual({ '': before + 2 });
  });

  test('what plugins count, under their names', async () => {
    const control = floodControl({ session: { messages: { burst: 1, perSecond: 1 } } });
    const { world, series } = await measured(control);
    const ann = await world.native('ann', 'lobby');
    for (const text of ['one', 'two', 'three']) ann.send({ type: 'say', room: 'lobby', text });
    await world.pass(2_000);
    await world.hub.plugins.load({
      name: 'files',
      setup: (host) => void host.after(1, () => host.emit('metric', { plugin: 'files', what: 'bytes', amount: 4_096 })),
    });
    await world.pass(1);
    expect(await series('counted_total')).toEqual({
      'plugin=flood-control,what=slowed.messages': 2,
      'plugin=files,what=bytes': 4_096,
    });
  });

  test('what slow readers were not sent, by how', async () => {
    const { world, series } = await measured();
    const ann = await world.native('ann', 'lobby');
    const slow = await world.native('slow', 'lobby');
    slow.wire.freeze();
    await ann.ok({ type: 'say', room: 'lobby', text: 'first' });
    await world.settle();
    for (const on of [true, false, true]) await ann.ok({ type: 'typing', room: 'lobby', on });
    await world.settle();
    expect(await series('omitted_total')).toEqual({ 'how=coalesced': 2 });
  });
});

describe('connections', () => {
  test('are counted when they open and when they end, by whose doing', async () => {
    const { world, series } = await measured();
    const ann = await world.native('ann');
    const bob = await world.native('bob');
    await world.native('cat');
    ann.wire.close();
    await bob.ok({ type: 'quit' });
    await world.settle();
    expect(await series('connections_opened_total')).toEqual({ 'transport=memory': 3 });
    expect(await series('connections_closed_total')).toEqual({
      'by=peer,code=,transport=memory': 1,
      'by=local,code=bye,transport=memory': 1,
    });
  });

  test('that are refused are not counted as opened or ended, but as refusals', async () => {
    const numbers = metrics({ process: false });
    const world = await openWorld({ plugins: [numbers], limits: { sessions: 1 } });
    await world.native('ann');
    world.connect();
    await world.settle();
    const read = await scrape(numbers);
    expect(read.series('partyline_connections_opened_total')).toEqual({ 'transport=memory': 1 });
    expect(read.series('partyline_connections_closed_total')).toEqual({});
    expect(read.series('partyline_refusals_total')).toEqual({ 'code=CHAT_HUB_FULL,what=connection': 1 });
  });

  test('that a slow reader lost have the code of that', async () => {
    const numbers = metrics({ process: false });
    const world = await openWorld({ plugins: [numbers], limits: { outboxBytes: 2_000 } });
    const ann = await world.native('ann', 'lobby');
    const slow = await world.native('slow', 'lobby');
    slow.wire.freeze();
    for (let time = 0; time < 4; time++) {
      await ann.ok({ type: 'say', room: 'lobby', text: 'x'.repeat(1_000) });
      await world.settle();
    }
    await world.pass(60_000);
    expect((await scrape(numbers)).series('partyline_connections_closed_total')).toEqual({
      'by=local,code=CHAT_SLOW_CONSUMER,transport=memory': 1,
    });
  });
});

describe('sessions that outlive their connections', () => {
  test('are lost, and resumed', async () => {
    const { world, series } = await measured();
    const { peer, token } = await guest(world);
    peer.wire.abort();
    await world.settle();
    await guest(world, token);
    expect(await series('resumes_total')).toEqual({ 'outcome=lost': 1, 'outcome=resumed': 1 });
    expect(await series('connections_opened_total')).toEqual({ 'transport=memory': 2 });
    expect(await series('connections_closed_total')).toEqual({ 'by=error,code=,transport=memory': 1 });
  });

  test('are taken over while their connection still lives, which ends that connection', async () => {
    const { world, series } = await measured();
    const { token } = await guest(world);
    await guest(world, token);
    await world.settle();
    expect(await series('resumes_total')).toEqual({ 'outcome=taken': 1 });
    expect(await series('connections_closed_total')).toEqual({
      'by=local,code=CHAT_SESSION_TAKEN,transport=memory': 1,
    });
  });

  test('expire when nobody comes back for them, which ends no connection again', async () => {
    const { world, series } = await measured();
    const { peer } = await guest(world);
    peer.wire.abort();
    await world.pass(world.hub.limits.resumeMs);
    expect(await series('resumes_total')).toEqual({ 'outcome=lost': 1, 'outcome=expired': 1 });
    expect(await series('connections_closed_total')).toEqual({ 'by=error,code=,transport=memory': 1 });
  });
});
