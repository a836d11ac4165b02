import { expect, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

/** Takes as many milliseconds for a message as its text says. */
const slow: Plugin = {
  name: 'slow',
  setup(host) {
    host.gate('publish', (draft) => {
      const ms = Number(/\d+/.exec(draft.text)?.[0]);
      return ms === 0 ? draft : new Promise((resolve) => host.clock.after(ms, () => resolve(draft)));
    });
  },
};

const durations = [300, 0, 200, 10, 0, 0, 150, 1, 90, 0];

test('replies and messages come in the order of the commands, however long each takes', async () => {
  const { native, pass } = await openWorld({ plugins: [slow] });
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  durations.forEach((ms, at) => {
    ann.send({ type: 'say', ref: `say ${at}`, room: 'lobby', text: `${ms} ms` });
    ann.send({ type: 'ping', ref: `ping ${at}` });
  });
  await pass(1_000);
  const refs = ann.heard.filter(({ type }) => type === 'ok').slice(1);
  expect(refs.map(({ ref }) => ref)).toEqual(durations.flatMap((_, at) => [`say ${at}`, `ping ${at}`]));
  expect(bob.all('message').map(({ text }) => text)).toEqual(durations.map((ms) => `${ms} ms`));
});

test('each message comes to its sender right before its reply, whatever others say meanwhile', async () => {
  const { native, pass } = await openWorld({ plugins: [slow] });
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  for (const [at, ms] of durations.entries()) {
    ann.send({ type: 'say', ref: at, room: 'lobby', text: `${ms} of ann`, key: `a${at}` });
    bob.send({ type: 'say', ref: at, room: 'lobby', text: `${300 - ms} of bob`, key: `b${at}` });
  }
  await pass(10_000);
  for (const peer of [ann, bob]) {
    const offsets = new Map(peer.all('message').map((message) => [message.id, peer.heard.indexOf(message)]));
    const replies = peer.all('ok').filter(({ result }) => 'offset' in (result as object) && 'id' in (result as object));
    expect(replies).toHaveLength(durations.length);
    for (const reply of replies) {
      const { id } = reply.result as { id: string };
      expect(offsets.get(id)).toBeLessThan(peer.heard.indexOf(reply));
    }
  }
});

test("one session's slow gate does not hold another's messages", async () => {
  const { native } = await openWorld({ plugins: [slow] });
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  ann.send({ type: 'say', room: 'lobby', text: '1000 ms' });
  await bob.ok({ type: 'say', room: 'lobby', text: '0 ms' });
  expect(await ann.next('message')).toMatchObject({ text: '0 ms', offset: 1 });
});

test('a message that was held up is numbered when it is through', async () => {
  const { native, clock, pass } = await openWorld({ plugins: [slow] });
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  const held = ann.ok({ type: 'say', room: 'lobby', text: '1000 ms' });
  await bob.ok({ type: 'say', room: 'lobby', text: '0 ms' });
  const before = clock.now();
  await pass(1_500);
  expect(await held).toMatchObject({ offset: 2, at: before + 1_000 });
});

test('everybody sees messages of all in the same order', async () => {
  const { native, pass } = await openWorld({ plugins: [slow] });
  const peers = [await native('ann', 'lobby'), await native('bob', 'lobby'), await native('eve', 'lobby')];
  durations.forEach((ms, at) => {
    for (const [index, peer] of peers.entries()) {
      peer.send({ type: 'say', ref: at, room: 'lobby', text: `${(ms * (index + 3)) % 170} ms, ${index}/${at}` });
    }
  });
  await pass(20_000);
  const seen = peers.map((peer) => peer.all('message').map(({ offset, text }) => [offset, text]));
  expect(seen[0]).toHaveLength(30);
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});

test('events of a room come to each member in the order in which they happened', async () => {
  const { native, settle } = await openWorld();
  const bob = await native('bob', 'lobby');
  const ann = await native('ann');
  ann.send({ type: 'join', room: 'lobby' });
  ann.send({ type: 'say', room: 'lobby', text: 'hi' });
  ann.send({ type: 'nick', nick: 'anna' });
  ann.send({ type: 'say', room: 'lobby', text: 'me again' });
  ann.send({ type: 'leave', room: 'lobby' });
  await settle();
  const events = bob.heard.filter(({ ref }) => ref === undefined);
  expect(events.map(({ type, text }) => [type, text])).toEqual([
    ['joined', undefined],
    ['message', 'hi'],
    ['renamed', undefined],
    ['message', 'me again'],
    ['left', undefined],
  ]);
});
