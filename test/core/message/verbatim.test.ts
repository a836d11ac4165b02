import { describe, expect, test } from 'vitest';
import type { MemoryPeer } from '../../../adapters/transports/memory/index.js';
import type { Dialect, DialectSession, Encoder, Entry, JsonObject, Plugin } from '../../../core/index.js';
import { native } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

/** Shows nothing but how things were written. */
const rendering: Encoder = {
  name: 'old',
  encode: (event) => ('verbatim' in event && event.verbatim ? JSON.stringify(event.verbatim) : undefined),
};

/** Frames are the native ones, with what they were written like; replies are written down. */
const old: Dialect = {
  name: 'old',
  open: (port): DialectSession => ({
    name: 'old',
    encoder: rendering,
    echo: true,
    greet() {},
    async frame(frame) {
      const { type, verbatim, ...fields } = JSON.parse(String(frame)) as JsonObject;
      await port.run(String(type), fields, { verbatim: String(verbatim) });
    },
    rejected() {},
    farewell() {},
    closed() {},
  }),
};

/** Takes one word out. */
const filter: Plugin = {
  name: 'filter',
  setup: (host) =>
    host.gate('publish', (draft) => ({ ...draft, text: draft.text.replace('damn', '****') }), { phase: 'last' }),
};

/** Both dialects in one room: `{` is native, all else comes with a letter in front. */
const both: Dialect = {
  name: 'both',
  open: (port) => (port.info.subprotocol === undefined ? old.open(port) : native.open(port)),
};

async function stage() {
  const world = await openWorld({ dialect: both, plugins: [filter] });
  const entries: Entry[] = [];
  world.hub.on('message', (entry) => void entries.push(entry));
  const ann = await world.native('ann', 'lobby');
  const say = (peer: MemoryPeer, type: string, verbatim: string, fields: JsonObject = {}) =>
    peer.send(JSON.stringify({ type, verbatim, room: 'lobby', ...fields }));
  const peers: MemoryPeer[] = [];
  const frames = new Map<MemoryPeer, JsonObject[]>();
  for (const nick of ['bob', 'cid']) {
    const peer = world.connect();
    const list: JsonObject[] = [];
    frames.set(peer, list);
    peer.onframe = (frame) => list.push(JSON.parse(String(frame)) as JsonObject);
    say(peer, 'hello', '', { nick });
    say(peer, 'join', `${nick} comes`);
    peers.push(peer);
    await world.settle();
  }
  const [bob, cid] = peers as [MemoryPeer, MemoryPeer];
  const heard = (peer: MemoryPeer) => frames.get(peer) ?? [];
  return { world, ann, bob, cid, say, heard, entries };
}

describe('how something was written', () => {
  test('is shown to those of the same kind, and kept', async () => {
    const { world, bob, cid, say, heard, entries } = await stage();
    say(bob, 'say', 'bob: good  day', { text: 'good  day' });
    await world.settle();
    const written = { form: 'old', text: 'bob: good  day' };
    expect(heard(cid)).toEqual([written]);
    expect(heard(bob)).toEqual([{ form: 'old', text: 'cid comes' }, written]);
    expect(entries[0]?.message.verbatim).toEqual(written);
  });

  test('is shown of comings and goings too', async () => {
    const { world, bob, cid, say, heard } = await stage();
    say(cid, 'leave', 'cid goes');
    await world.settle();
    expect(heard(bob)).toEqual([
      { form: 'old', text: 'cid comes' },
      { form: 'old', text: 'cid goes' },
    ]);
  });

  test('is nothing to programs, who see the text', async () => {
    const { world, ann, bob, say } = await stage();
    say(bob, 'say', 'bob: hi', { text: 'hi' });
    say(bob, 'leave', 'bob goes');
    await world.settle();
    expect(await ann.next('joined')).not.toHaveProperty('verbatim');
    const message = await ann.next('message');
    expect(message).toMatchObject({ text: 'hi' });
    expect(message).not.toHaveProperty('verbatim');
    expect(await ann.next('left')).not.toHaveProperty('verbatim');
  });

  test('goes when a gate changes the text', async () => {
    const { world, bob, cid, say, heard, entries } = await stage();
    say(bob, 'say', 'bob: damn', { text: 'damn' });
    await world.settle();
    expect(heard(cid)).toEqual([]);
    expect(entries[0]?.message).toMatchObject({ text: '****', verbatim: undefined });
  });

  test('cannot be given by programs', async () => {
    const { world, ann, entries } = await stage();
    await ann.ok({ type: 'say', room: 'lobby', text: 'hi', verbatim: { form: 'old', text: 'bob: lies' } });
    await world.settle();
    expect(entries[0]?.message.verbatim).toBeUndefined();
  });

  test('is left out where it is too large to be kept', async () => {
    const { world, bob, cid, say, heard, entries } = await stage();
    say(bob, 'say', 'x'.repeat(2 * world.hub.limits.textBytes + 1), { text: 'hi' });
    await world.settle();
    expect([heard(cid), entries[0]?.message.verbatim]).toEqual([[], undefined]);
  });
});
