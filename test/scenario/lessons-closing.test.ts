import { describe, expect, onTestFinished, test } from 'vitest';
import { auto } from '../../adapters/dialects/auto/index.js';
import { text } from '../../adapters/dialects/text/index.js';
import { systemClock } from '../../adapters/system/index.js';
import { tcp } from '../../adapters/transports/tcp/index.js';
import type { Cancel, Clock, CloseCause, Hub, Plugin, Session, StreamChunk } from '../../core/index.js';
import { createHub, errors, silent } from '../../index.js';
import { portOf } from '../adapters/transports/support/harnesses.js';
import { tcpPeer } from '../adapters/transports/support/tcp-peer.js';
import { eventually } from '../support/eventually.js';
import { type NativePeer, nativePeer, type Wire } from '../support/peers.js';
import { rawSocket } from '../support/raw-socket.js';
import { type WireName, wireKinds } from '../support/wires.js';
import { openWorld } from '../support/world.js';

/** Whoever joins is sent something large for ever; a timer runs; a message is never decided on. */
const busy: Plugin = {
  name: 'busy',
  setup(host) {
    const piece: StreamChunk = { event: { type: 'piece' }, bytes: new Uint8Array(60_000) };
    host.on('joined', (session) => void session.stream({ next: () => piece }));
    host.every(60_000, () => {});
    host.gate('publish', () => new Promise(() => {}));
  },
};

/** The machine's clock, and how many of its timers are set. */
function countedClock(): { readonly clock: Clock; readonly timers: () => number } {
  const set = new Set<Cancel>();
  const clock: Clock = {
    ...systemClock,
    after(ms, run) {
      const cancel = systemClock.after(ms, () => {
        set.delete(cancel);
        run();
      });
      set.add(cancel);
      return () => {
        set.delete(cancel);
        cancel();
      };
    },
  };
  return { clock, timers: () => set.size };
}

/** Sockets and servers of this process. */
const handles = () => process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP'));

describe('lesson 6, close()', () => {
  test('close() resolves with clients connected, transfers open and timers pending, and no timer is left', async () => {
    const world = await openWorld({ plugins: [busy] });
    const ann = await world.native('ann', 'lobby');
    const bob = await world.native('bob');
    bob.wire.freeze();
    bob.send({ type: 'join', room: 'lobby' });
    ann.send({ type: 'say', room: 'lobby', text: 'undecided' });
    world.stranger();
    await world.settle();
    expect(ann.all('piece').length).toBeGreaterThan(0);
    const stopped = world.hub.stop();
    await world.pass(world.hub.limits.drainMs);
    await stopped;
    expect([world.hub.state, world.clock.timers]).toEqual(['stopped', 0]);
  });

  test('close() resolves on real sockets with all that pending, and no handle is left', async () => {
    const before = handles();
    const { clock, timers } = countedClock();
    const hub = createHub({ plugins: [busy], clock, logger: silent });
    onTestFinished(() => hub.stop());
    const wires: Wire[] = [];
    for (const kind of Object.values(wireKinds)) {
      const transport = kind.listen();
      const addresses = await hub.listen(transport);
      const reader = nativePeer(await kind.program(transport, addresses));
      await reader.ok({ type: 'hello', resume: true });
      reader.send({ type: 'join', room: 'lobby' });
      await reader.next('piece');
      wires.push(reader.wire, await kind.program(transport, addresses));
    }
    const frozen = await tcpPeer({ port: portOf(await hub.listen(tcp({ port: 0 }))) });
    wires.push(frozen);
    frozen.freeze();
    frozen.send('{"type":"hello","nick":"frozen"}');
    frozen.send('{"type":"join","room":"lobby"}');
    const stuck = () => hub.chat.sessions().filter(({ pendingBytes }) => pendingBytes > 0);
    await eventually(() => stuck().some(({ user }) => user?.nick === 'frozen'));
    expect(handles().length).toBeGreaterThan(before.length);
    await hub.stop({ drainMs: 100 });
    for (const wire of wires) wire.abort();
    expect([hub.state, timers()]).toEqual(['stopped', 0]);
    await eventually(() => handles().length === before.length);
  });

  test('close() resolves only when every session is over, though a plugin’s command never is', async () => {
    const order: string[] = [];
    const hanging: Plugin = {
      name: 'hanging',
      setup(host) {
        host.command({ name: 'hang', summary: 'Never ends.', run: () => new Promise<never>(() => {}) });
        host.on('left', ({ user }) => void order.push(`${user?.nick} left`));
        host.on('closed', ({ user }) => void order.push(`${user?.nick} closed`));
      },
      dispose: () => void order.push('disposed'),
    };
    const world = await openWorld({ plugins: [hanging] });
    const ann = await world.native('ann', 'lobby');
    ann.send({ type: 'hang' });
    await world.settle();
    const stopped = world.hub.stop();
    await world.pass(world.hub.limits.drainMs);
    await stopped;
    expect(order).toEqual(['ann left', 'ann closed', 'disposed']);
    expect(world.hub.chat.sessions()).toEqual([]);
  });
});

/** A way in which a connection ends, begun by the hub or by its peer. */
interface Ending {
  readonly how: string;
  /** What the peer is told. */
  readonly bye: object;
  /** What plugins are told. */
  readonly cause: CloseCause;
  end(at: { hub: Hub; session: Session; peer: NativePeer }): unknown;
}

const { text: draining } = errors.CHAT_DRAINING;

const endings: readonly Ending[] = [
  {
    how: 'a plugin sends somebody away for good',
    bye: { type: 'bye', code: 'MOD_KICKED', text: 'Enough for today.' },
    cause: { by: 'local', code: 'MOD_KICKED', text: 'Enough for today.' },
    end: ({ session }) => session.close({ code: 'MOD_KICKED', text: 'Enough for today.' }),
  },
  {
    how: 'a plugin sends somebody away for a while',
    bye: { type: 'bye', code: 'MOD_PAUSE', text: 'Später, 稍后 🙂', reconnectMs: 2_500 },
    cause: { by: 'local', code: 'MOD_PAUSE', text: 'Später, 稍后 🙂' },
    end: ({ session }) => session.close({ code: 'MOD_PAUSE', text: 'Später, 稍后 🙂', mayReturn: true }),
  },
  {
    how: 'somebody says goodbye',
    bye: { type: 'bye', code: 'bye', text: 'Goodbye.' },
    cause: { by: 'local', code: 'bye', text: 'Goodbye.' },
    end: ({ peer }) => peer.ok({ type: 'quit' }),
  },
  {
    how: 'the hub goes down',
    bye: { type: 'bye', code: 'CHAT_DRAINING', text: draining, reconnectMs: 2_500 },
    cause: { by: 'local', code: 'CHAT_DRAINING', text: draining },
    end: ({ hub }) => hub.stop(),
  },
];

const names = Object.keys(wireKinds) as WireName[];

async function listening(name: WireName) {
  const { hub } = await openWorld({ dialect: auto({ text: text({ prompt: true }) }) });
  const kind = wireKinds[name];
  const transport = kind.listen();
  const addresses = await hub.listen(transport);
  return { hub, dial: async () => nativePeer(await kind.program(transport, addresses)) };
}

describe.each(names)('lesson 10, the close over %s', (name) => {
  test.each(endings)('close code and reason identical: $how', async ({ bye, cause, end }) => {
    const { hub, dial } = await listening(name);
    const peer = await dial();
    await peer.ok({ type: 'hello', nick: 'ann' });
    const [session] = hub.chat.sessions();
    if (session === undefined) throw new Error('Nobody is there.');
    const closed = new Promise((resolve) => hub.on('closed', (_session, why) => resolve(why)));
    await end({ hub, session, peer });
    await peer.over;
    expect(peer.heard.at(-1)).toEqual(bye);
    expect(await closed).toEqual(cause);
  });

  test('close reason identical when the peer closes: it was the peer', async () => {
    const { hub, dial } = await listening(name);
    const peer = await dial();
    await peer.ok({ type: 'hello', nick: 'ann' });
    const closed = new Promise((resolve) => hub.on('closed', (_session, why) => resolve(why)));
    peer.wire.close();
    expect(await closed).toMatchObject({ by: 'peer' });
  });

  test('close reason identical when the connection breaks: it is kept, and nobody closed it', async () => {
    const { hub, dial } = await listening(name);
    const peer = await dial();
    await peer.ok({ type: 'hello', nick: 'ann', resume: true });
    const lost = new Promise((resolve) => hub.on('lost', (_session, why) => resolve(why)));
    peer.wire.abort();
    expect(await lost).toMatchObject({ by: 'error' });
  });
});

describe('lesson 10, one hub with every wire', () => {
  test('the same message through nc, framed TCP, WS and memory: same event for the others', async () => {
    const world = await openWorld();
    const bob = await world.native('bob', 'lobby');
    const words = 'Hello, 你好, привет 🙂';
    const senders: string[] = [];
    for (const [number, kind] of Object.values(wireKinds).entries()) {
      const transport = kind.listen();
      const sender = nativePeer(await kind.program(transport, await world.hub.listen(transport)));
      senders.push(`program${number}`);
      await sender.ok({ type: 'hello', nick: `program${number}` });
      await sender.ok({ type: 'join', room: 'lobby' });
      await sender.ok({ type: 'say', room: 'lobby', text: words, data: { mood: ['fine', 1] }, key: 'k' });
      sender.wire.close();
      await sender.over;
    }
    const nc = await rawSocket(portOf(await world.hub.listen(tcp({ port: 0 }))));
    onTestFinished(nc.destroy);
    nc.write('person\n');
    await nc.until('You are person');
    nc.write(`${words}\n`);
    await eventually(() => bob.all('message').length === senders.length + 1);
    const same = bob.all('message').map(({ id, offset, from, data, key, ...event }) => event);
    expect(new Set(same.map((event) => JSON.stringify(event))).size).toBe(1);
    expect(same[0]).toEqual({
      type: 'message',
      room: 'lobby',
      epoch: same[0]?.epoch,
      at: 1_000_000,
      kind: 'text',
      text: words,
    });
    expect(bob.all('message').map(({ offset, from }) => [offset, (from as { nick: string }).nick])).toEqual(
      [...senders, 'person'].map((nick, at) => [at + 1, nick]),
    );
    expect(bob.all('message').map(({ data, key }) => [data, key])).toEqual([
      ...senders.map(() => [{ mood: ['fine', 1] }, 'k']),
      [undefined, undefined],
    ]);
  });
});
