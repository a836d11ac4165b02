import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createHub, type Frame, type Hub } from '../../core/index.js';
import { manualClock } from '../../testkit/index.js';
import { portOf } from '../adapters/transports/support/harnesses.js';
import { eventually } from '../support/eventually.js';
import { nativePeer } from '../support/peers.js';
import { rawSocket } from '../support/raw-socket.js';
import { type WireName, wireKinds } from '../support/wires.js';
import { partsForTests } from '../support/world.js';

const types = ['hello', 'nick', 'join', 'leave', 'say', 'tell', 'who', 'rooms', 'ping', 'quit', '__proto__', ''];
const names = fc.constantFrom('ann', 'bob', 'lobby', 'LOBBY', '#attic', '@x', '', ' ', '\ud800', '__proto__');
const value = fc.oneof(names, fc.string({ unit: 'binary' }), fc.jsonValue());

/** Commands that are nearly right. */
const command = fc
  .record(
    {
      type: fc.constantFrom(...types),
      ref: value,
      nick: value,
      room: value,
      text: value,
      to: value,
      key: value,
      data: value,
    },
    { requiredKeys: ['type'] },
  )
  .map((fields) => JSON.stringify(fields));
const line = fc.constantFrom('/help', '/nick x', '/join attic', '/part', '/msg ann hi', '/quit', '//x', 'hi', '', '{');
const frame: fc.Arbitrary<Frame> = fc.oneof(
  { weight: 5, arbitrary: command },
  { weight: 1, arbitrary: line },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.uint8Array() },
);
const visit = fc.record({ frames: fc.array(frame, { maxLength: 25 }), person: fc.boolean(), breaks: fc.boolean() });
const bytes = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    command.map((text) => Buffer.from(`${text}\n`)),
  ),
  { maxLength: 8 },
);

/** A hub that is watched: how many connections are open, and what failed. */
function watched(): { hub: Hub; open: () => number; failures: unknown[] } {
  const hub = createHub(partsForTests(manualClock({ start: 1_000_000 })));
  const failures: unknown[] = [];
  let open = 0;
  hub.on('opened', () => void open++);
  hub.on('closed', () => void open--);
  hub.on('failed', (info) => void failures.push(info));
  onTestFinished(() => hub.stop());
  return { hub, open: () => open, failures };
}

test.each(Object.keys(wireKinds) as WireName[])(
  'over %s, whatever frames come, the hub lives, and nobody is left',
  async (name) => {
    const kind = wireKinds[name];
    const { hub, open, failures } = watched();
    const transport = kind.listen();
    const addresses = await hub.listen(transport);
    const binary = name !== 'TCP, lines';
    await fc.assert(
      fc.asyncProperty(fc.array(visit, { minLength: 1, maxLength: 3 }), async (visits) => {
        const peers = await Promise.all(
          visits.map(({ person }) => (person ? kind.person(transport, addresses) : kind.program(transport, addresses))),
        );
        visits.forEach(({ frames, breaks }, at) => {
          for (const sent of frames) if (binary || typeof sent === 'string') peers[at]?.send(sent);
          if (breaks) peers[at]?.abort();
          else peers[at]?.close();
        });
        const fresh = nativePeer(await kind.program(transport, addresses));
        await fresh.ok({ type: 'hello', nick: 'fresh' });
        fresh.wire.close();
        await eventually(() => open() === 0);
        expect(hub.chat.sessions()).toEqual([]);
        expect(hub.chat.rooms()).toEqual([]);
      }),
      { seed: 7, numRuns: name === 'memory' ? 200 : 60, endOnFailure: true },
    );
    expect(failures).toEqual([]);
  },
  30_000,
);

const upgrade = [
  'GET / HTTP/1.1',
  'Host: 127.0.0.1',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Protocol: partyline.v1',
  '\r\n',
].join('\r\n');

const ports = [
  ['TCP, lines', ''],
  ['TCP, blocks', ''],
  ['WebSocket', ''],
  ['WebSocket', upgrade],
] as const;

test.each(ports)(
  'on a port of %s, whatever bytes come after %j, the hub lives, and nobody is left',
  async (name, first) => {
    const kind = wireKinds[name];
    const { hub, open, failures } = watched();
    const transport = kind.listen();
    const addresses = await hub.listen(transport);
    await fc.assert(
      fc.asyncProperty(bytes, async (chunks) => {
        const raw = await rawSocket(portOf(addresses));
        if (first !== '') {
          raw.write(first);
          await raw.until('\r\n\r\n');
        }
        for (const chunk of chunks) raw.write(chunk);
        const fresh = nativePeer(await kind.program(transport, addresses));
        await fresh.ok({ type: 'hello', nick: 'fresh' });
        raw.destroy();
        fresh.wire.close();
        await eventually(() => open() === 0);
        expect(hub.chat.sessions()).toEqual([]);
      }),
      { seed: 8, numRuns: 60, endOnFailure: true },
    );
    expect(failures).toEqual([]);
  },
  30_000,
);
