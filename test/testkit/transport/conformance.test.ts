import { describe, expect, test } from 'vitest';
import { type MemoryTransport, memory } from '../../../adapters/transports/memory/index.js';
import type { Connection, FrameReceiver, Transport } from '../../../core/index.js';
import { memoryPeer, type TransportHarness, transportConformance } from '../../../testkit/index.js';

/** A connection with some of its members exchanged. */
function altered(connection: Connection, changes: (connection: Connection) => Partial<Connection>): Connection {
  const change = changes(connection);
  return new Proxy(connection, {
    get: (target, key) => Reflect.get(Object.hasOwn(change, key) ? change : target, key),
  });
}

/** A receiver that stands before another, with some of its calls exchanged. */
function between(
  changes: (to: FrameReceiver) => Partial<FrameReceiver>,
): (connection: Connection) => Partial<Connection> {
  return (connection) => ({
    start: (to) =>
      connection.start({
        frame: (frame) => to.frame(frame),
        rejected: (fault) => to.rejected(fault),
        drained: () => to.drained(),
        closed: (cause) => to.closed(cause),
        ...changes(to),
      }),
  });
}

function harnessOf(changes: (connection: Connection) => Partial<Connection>, over: Partial<Transport> = {}) {
  const real = new WeakMap<Transport, MemoryTransport>();
  const harness: TransportHarness = {
    create(wish) {
      const transport = memory(wish);
      const broken: Transport = {
        name: transport.name,
        listen: (accept) => transport.listen((connection) => accept(altered(connection, changes))),
        close: (options) => transport.close(options),
        ...over,
      };
      real.set(broken, transport);
      return broken;
    },
    async connect(transport) {
      return memoryPeer(real.get(transport) as MemoryTransport);
    },
    supports: { ports: false, binary: true, rawText: false },
  };
  return harness;
}

/** Runs a case for as many turns of the event loop as no case in memory needs. */
async function verdict(run: () => Promise<void>): Promise<'kept' | 'broken'> {
  let state: 'kept' | 'broken' | undefined;
  run().then(
    () => {
      state = 'kept';
    },
    () => {
      state = 'broken';
    },
  );
  for (let turn = 0; turn < 400 && state === undefined; turn++) await new Promise((resolve) => setImmediate(resolve));
  return state ?? 'broken';
}

async function brokenRules(harness: TransportHarness): Promise<string[]> {
  const broken: string[] = [];
  for (const { name, run } of transportConformance(harness)) if ((await verdict(run)) === 'broken') broken.push(name);
  return broken;
}

test('a sound transport breaks no rule', async () => {
  expect(await brokenRules(harnessOf(() => ({})))).toEqual([]);
});

test('rules have names of their own', () => {
  const names = transportConformance(harnessOf(() => ({}))).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('what a transport does not claim is not asked of it', () => {
  const harness = harnessOf(() => ({}));
  const modest = transportConformance({ ...harness, supports: { ports: false, binary: false, rawText: false } });
  const proud = transportConformance({
    ...harness,
    supports: { ports: true, binary: true, rawText: true, findsDeadWithinMs: 1 },
  });
  expect(modest.some(({ name }) => /binary|the port|UTF-8|takes nothing/.test(name))).toBe(false);
  expect(proud.length).toBeGreaterThan(modest.length);
});

describe('a transport is caught that', () => {
  const broken: readonly (readonly [string, TransportHarness, RegExp])[] = [
    ['loses every tenth frame', harnessOf(losesFrames()), /arrive whole and in order/],
    [
      'makes bytes of text',
      harnessOf(
        between((to) => ({ frame: (frame) => to.frame(typeof frame === 'string' ? Buffer.from(frame) : frame) })),
      ),
      /kept apart on arrival/,
    ],
    ['makes bytes of text on the way out', harnessOf(writesBytes), /reach the peer whole/],
    [
      'says closed twice',
      harnessOf(between((to) => ({ closed: (cause) => [to.closed(cause), to.closed(cause)] }))),
      /once and last/,
    ],
    [
      'delivers after closed',
      harnessOf(between((to) => ({ closed: (cause) => [to.closed(cause), to.frame('ghost')] }))),
      /once and last/,
    ],
    ['never says closed', harnessOf(between(() => ({ closed() {} }))), /once and last/],
    ['does not pause', harnessOf(() => ({ pause() {} })), /pause stops frames/],
    ['does not resume', harnessOf(() => ({ resume() {} })), /resume goes on in order/],
    ['never drains', harnessOf(between(() => ({ drained() {} }))), /drained follows/],
    ['hides what is pending', harnessOf(() => ({ pendingBytes: 0 })), /pendingBytes rises/],
    [
      'drops what was written when it closes',
      harnessOf((connection) => ({ write: later(connection) })),
      /close sends what was written/,
    ],
    ['writes after close', harnessOf(writesAfterClose), /a write after close does nothing/],
    ['swallows refusals', harnessOf(between(() => ({ rejected() {} }))), /over the limit is refused/],
    [
      'has a framing for each connection',
      harnessOf(({ framing }) => ({ framing: { ...framing } })),
      /share one framing object/,
    ],
    [
      'joins in the wrong order',
      harnessOf(({ framing }) => ({
        framing: { ...framing, join: (packets) => framing.join([...packets].reverse()) },
      })),
      /joining packets/,
    ],
    [
      'does not tell our reason',
      harnessOf(between((to) => ({ closed: ({ by }) => to.closed({ by }) }))),
      /our reason is in the cause/,
    ],
    ['does not close its connections', harnessOf(() => ({}), { close: async () => {} }), /the transport closes/],
    ['listens twice', harnessOf(() => ({}), { listen: async () => [] }), /listening twice/],
    ['starts twice', harnessOf((connection) => ({ start: startsTwice(connection) })), /starting a connection twice/],
    [
      'has one id for all',
      harnessOf((connection) => ({ info: { ...connection.info, id: 'same' } })),
      /what is known of it/,
    ],
  ];

  test.each(broken)('%s', async (_, harness, rule) => {
    const names = (await brokenRules(harness)).filter((name) => rule.test(name));
    expect(names).not.toEqual([]);
  });
});

function losesFrames() {
  let count = 0;
  return between((to) => ({
    frame(frame) {
      if (++count % 10 !== 0) to.frame(frame);
    },
  }));
}

function writesBytes({ framing, write }: Connection): Partial<Connection> {
  return {
    write(packet) {
      if (packet instanceof Uint8Array) return write(packet);
      write(framing.pack(packet.frames.map((frame) => Buffer.from(frame))));
    },
  };
}

function later(connection: Connection): Connection['write'] {
  return (packet) => void setImmediate(() => connection.write(packet));
}

function writesAfterClose(connection: Connection): Partial<Connection> {
  return { close: (reason) => void setImmediate(() => connection.close(reason)) };
}

function startsTwice(connection: Connection): Connection['start'] {
  let started = false;
  return (receiver) => {
    if (!started) connection.start(receiver);
    started = true;
  };
}
