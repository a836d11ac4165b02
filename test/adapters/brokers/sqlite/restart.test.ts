import { describe, expect, onTestFinished, test } from 'vitest';
import { sqlite } from '../../../../adapters/brokers/sqlite/index.js';
import { memory } from '../../../../adapters/transports/memory/index.js';
import { createHub } from '../../../../index.js';
import { type Heard, nativePeer } from '../../../support/peers.js';
import { started } from './support/brokers.js';
import { freshPath } from './support/file.js';

/** A hub on a log in a file, and a way into it. */
async function hubOn(path: string) {
  const hub = createHub({ broker: sqlite({ path }) });
  const transport = memory();
  await hub.listen(transport);
  onTestFinished(() => hub.stop({ drainMs: 0 }));
  return { hub, enter: () => nativePeer(transport.connect()) };
}

const placeOf = ({ epoch, offset }: Readonly<Record<string, unknown>>) => ({ epoch, offset });
const textsIn = (heard: readonly Heard[]) => heard.map(({ text }) => text);

describe('a client of a hub that is restarted', () => {
  test('comes back with the token as the same guest, and has missed nothing', async () => {
    const path = freshPath();
    const first = await hubOn(path);
    const ann = first.enter();
    const bob = first.enter();
    await ann.ok({ type: 'hello', nick: 'ann' });
    const before = await bob.ask({ type: 'hello', nick: 'bob', resume: true });
    await ann.ok({ type: 'join', room: 'lobby' });
    const place = placeOf(await bob.ok({ type: 'join', room: 'lobby' }));
    for (const text of ['one', 'two', 'three']) await ann.ok({ type: 'say', room: 'lobby', text });
    await first.hub.stop({ drainMs: 0 });

    const second = await hubOn(path);
    const again = second.enter();
    const { token } = before.resume as { token: string };
    const welcome = await again.ask({ type: 'hello', nick: 'bob', resume: token });
    await again.ok({ type: 'join', room: 'lobby', after: place });
    const recovered = await again.next('recovered');
    expect(welcome.user).toEqual(before.user);
    expect(textsIn(again.all('message'))).toEqual(['one', 'two', 'three']);
    expect(again.all('gap')).toEqual([]);
    expect(recovered).toMatchObject({ epoch: place.epoch, offset: 3, complete: true });
  });

  test('that sends a message again with its key gets the first receipt, and nobody gets it twice', async () => {
    const path = freshPath();
    const first = await hubOn(path);
    const ann = first.enter();
    const before = await ann.ask({ type: 'hello', nick: 'ann', resume: true });
    await ann.ok({ type: 'join', room: 'lobby' });
    const said = await ann.ok({ type: 'say', room: 'lobby', text: 'once', key: 'k1' });
    await first.hub.stop({ drainMs: 0 });

    const second = await hubOn(path);
    const again = second.enter();
    const { token } = before.resume as { token: string };
    await again.ok({ type: 'hello', nick: 'ann', resume: token });
    await again.ok({ type: 'join', room: 'lobby' });
    const repeated = await again.ok({ type: 'say', room: 'lobby', text: 'once', key: 'k1' });
    expect(repeated).toMatchObject({ id: said.id, offset: said.offset, epoch: said.epoch });
    await second.hub.stop({ drainMs: 0 });
    expect(again.all('message')).toEqual([]);
  });
});

describe('a log that is opened again', () => {
  test('has everything as it was, and goes on', async () => {
    const path = freshPath();
    const first = await started({ path });
    const one = await first.say('a', 'one', { key: 'k', data: { poll: [1, null] } });
    const page = await first.broker.read('a', { limit: 10 });
    await first.broker.close();

    const second = await started({ path });
    expect(await second.broker.read('a', { limit: 10 })).toEqual(page);
    expect(await second.say('a', 'one', { key: 'k', id: 'another' })).toEqual({ ...one, duplicate: true });
    expect((await second.say('a', 'two')).position).toEqual({ epoch: one.position.epoch, offset: 2 });
    expect((await second.broker.search?.('a', { text: 'one', limit: 5 }))?.entries).toEqual(page.entries);
  });

  test('begins each room in the epoch that it had while it was empty', async () => {
    const path = freshPath();
    const first = await started({ path });
    const place = await first.broker.subscribe('a');
    await first.broker.close();
    const second = await started({ path });
    expect(await second.broker.subscribe('a')).toEqual(place);
  });
});
