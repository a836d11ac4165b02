import { expect, test } from 'vitest';
import { native, type Plugin } from '../../../core/index.js';
import { Inbox } from '../../../core/session/inbox.js';
import { deferred } from '../../support/deferred.js';
import { fakeTransport } from '../../support/fake-transport.js';
import { openWorld } from '../../support/world.js';

const noFlow = { pause() {}, resume() {} };

test('items are handled one at a time and in order, however long each takes', async () => {
  const log: string[] = [];
  const waits = [deferred(), deferred()];
  const inbox = new Inbox<number>(
    (item) => {
      log.push(`begin ${item}`);
      return waits[item]?.promise.then(() => void log.push(`end ${item}`));
    },
    8,
    noFlow,
  );
  for (const item of [0, 1, 2]) inbox.push(item);
  waits[1]?.resolve();
  await Promise.resolve();
  expect(log).toEqual(['begin 0']);
  waits[0]?.resolve();
  await new Promise(setImmediate);
  expect(log).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2']);
});

test('a connection is paused at the cap, once, and resumed when half is done', async () => {
  const log: string[] = [];
  const gate = deferred();
  const inbox = new Inbox<number>(
    (item) => {
      log.push(String(item));
      return item === 0 ? gate.promise : undefined;
    },
    4,
    { pause: () => void log.push('pause'), resume: () => void log.push('resume') },
  );
  for (let item = 0; item <= 5; item++) inbox.push(item);
  expect(log).toEqual(['0', 'pause']);
  gate.resolve();
  await new Promise(setImmediate);
  expect(log).toEqual(['0', 'pause', '1', '2', 'resume', '3', '4', '5']);
});

test('an item that comes while another is handled waits for it', () => {
  const log: number[] = [];
  const inbox = new Inbox<number>(
    (item) => {
      if (item < 3) inbox.push(item + 1);
      log.push(item);
    },
    8,
    noFlow,
  );
  inbox.push(0);
  expect(log).toEqual([0, 1, 2, 3]);
});

test('an item may let the next one begin before it is done, at once or later', async () => {
  const log: string[] = [];
  const waits = [deferred(), deferred(), deferred()];
  const inbox = new Inbox<number>(
    async (item, release) => {
      log.push(`begin ${item}`);
      if (item === 0) release();
      await waits[item]?.promise;
      if (item === 1) release();
      log.push(`end ${item}`);
      release();
    },
    8,
    noFlow,
  );
  for (const item of [0, 1, 2]) inbox.push(item);
  expect(log).toEqual(['begin 0', 'begin 1']);
  waits[1]?.resolve();
  await new Promise(setImmediate);
  expect(log).toEqual(['begin 0', 'begin 1', 'begin 2', 'end 1']);
  waits[2]?.resolve();
  waits[0]?.resolve();
  await new Promise(setImmediate);
  expect(log.slice(4).toSorted()).toEqual(['end 0', 'end 2']);
  inbox.push(3);
  expect(log.at(-1)).toBe('begin 3');
});

test('what was dropped is done with when all that had begun is', async () => {
  const waits = [deferred(), deferred()];
  const begun: number[] = [];
  const inbox = new Inbox<number>(
    (item, release) => {
      begun.push(item);
      if (item === 0) release();
      return waits[item]?.promise;
    },
    8,
    noFlow,
  );
  for (const item of [0, 1, 2]) inbox.push(item);
  let dropped = false;
  void inbox
    .drop(() => false)
    .then(() => {
      dropped = true;
    });
  waits[1]?.resolve();
  await new Promise(setImmediate);
  expect([begun, dropped]).toEqual([[0, 1], false]);
  waits[0]?.resolve();
  await new Promise(setImmediate);
  expect(dropped).toBe(true);
});

/** Lets messages pass when it is told to. */
function slow(): { plugin: Plugin; open: () => void } {
  const gate = deferred();
  const plugin: Plugin = {
    name: 'slow',
    setup: (host) => host.gate('publish', (draft) => gate.promise.then(() => draft)),
  };
  return { plugin, open: () => gate.resolve() };
}

test('a peer that floods is not read on, and everything it sent is answered in order', async () => {
  const { plugin, open } = slow();
  const { hub, settle } = await openWorld({ plugins: [plugin], limits: { inboxFrames: 8, gateMs: 60_000 } });
  const transport = fakeTransport();
  await hub.listen({ transport, dialect: native });
  const flood = transport.open();
  flood.receive('{"type":"hello","nick":"flood"}');
  flood.receive('{"type":"join","room":"lobby"}');
  await settle();
  for (let ref = 0; ref < 9; ref++) flood.receive(`{"type":"say","ref":${ref},"room":"lobby","text":"x"}`);
  expect(flood.calls).toEqual(['pause']);
  open();
  await settle();
  expect(flood.calls).toEqual(['pause', 'resume']);
  const frames = flood.writes.flatMap((packet) => ('frames' in packet ? packet.frames.map(String) : []));
  const replies = frames
    .map((frame) => JSON.parse(frame))
    .filter(({ type, ref }) => type === 'ok' && ref !== undefined);
  expect(replies.map(({ ref }) => ref)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a thousand frames in one go are all answered in order', async () => {
  const { native: join, settle } = await openWorld({ limits: { inboxFrames: 4 } });
  const ann = await join('ann', 'lobby');
  for (let ref = 0; ref < 1_000; ref++) ann.send({ type: 'say', ref, room: 'lobby', text: `message ${ref}` });
  await ann.ok({ type: 'ping' });
  await settle();
  const replies = ann.all('ok').filter(({ result }) => 'id' in (result as object));
  expect(replies.map(({ ref }) => ref)).toEqual(Array.from({ length: 1_000 }, (_, at) => at));
});

test('what was sent right before the peer closed is still done', async () => {
  const { native: join, settle, hub } = await openWorld();
  const bob = await join('bob', 'lobby');
  const ann = await join('ann', 'lobby');
  for (let at = 0; at < 20; at++) ann.send({ type: 'say', room: 'lobby', text: `message ${at}` });
  ann.wire.close();
  await settle();
  expect(bob.all('message')).toHaveLength(20);
  expect(bob.heard.at(-1)).toMatchObject({ type: 'left', user: { nick: 'ann' } });
  expect(hub.chat.sessions()).toHaveLength(1);
});
