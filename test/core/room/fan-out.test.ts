import { expect, test } from 'vitest';
import type { Dialect, Framing, Packet, ServerEvent } from '../../../core/index.js';
import { native } from '../../../core/index.js';
import { countingFraming, type FakeConnection, fakeTransport } from '../../support/fake-transport.js';
import { openWorld } from '../../support/world.js';

/** The native dialect, with a rendering that writes down what it renders. */
function countingDialect(name: string): Dialect & { readonly rendered: ServerEvent[] } {
  const rendered: ServerEvent[] = [];
  const rendering = {
    name,
    encode(event: ServerEvent) {
      rendered.push(event);
      return JSON.stringify(event);
    },
  };
  return {
    name,
    rendered,
    open(port) {
      const session = native.open(port);
      return {
        name,
        encoder: rendering,
        echo: true,
        greet: () => session.greet(),
        frame: (frame) => session.frame(frame),
        rejected: (fault) => session.rejected(fault),
        farewell: (reason, reconnectMs, kept) => session.farewell(reason, reconnectMs, kept),
        closed: () => session.closed(),
      };
    },
  };
}

function framesIn(packets: readonly Packet[]): readonly string[] {
  return packets.flatMap((packet) => ('frames' in packet ? packet.frames.map(String) : []));
}

async function party(members: number, framings: readonly Framing[] = [countingFraming('only')]) {
  const world = await openWorld();
  const transport = fakeTransport();
  const dialect = countingDialect('counting');
  await world.hub.listen({ transport, dialect });
  const connections: FakeConnection[] = [];
  for (let at = 0; at < members; at++) {
    const connection = transport.open(framings[at % framings.length]);
    connections.push(connection);
    connection.receive(`{"type":"hello","nick":"user${at}"}`);
    connection.receive('{"type":"join","room":"lobby"}');
  }
  await world.settle();
  dialect.rendered.length = 0;
  const before = connections.map(({ writes }) => writes.length);
  const since = () => connections.map(({ writes }, at) => writes.slice(before[at]));
  return { ...world, transport, dialect, connections, since };
}

test('however many messages a room takes in a turn, each member gets one write', async () => {
  const { hub, since, settle } = await party(10);
  await Promise.all(Array.from({ length: 25 }, (_, at) => hub.chat.say({ room: 'lobby', text: `message ${at}` })));
  await settle();
  expect(since().map((writes) => writes.length)).toEqual(Array(10).fill(1));
  expect(framesIn(since()[3] ?? [])).toHaveLength(25);
});

test('a message is rendered once for all who see it alike', async () => {
  const { hub, dialect, settle } = await party(10);
  await hub.chat.say({ room: 'lobby', text: 'hi' });
  await settle();
  expect(dialect.rendered).toHaveLength(1);
});

test('a message is rendered once for each way to see it', async () => {
  const { hub, dialect, settle } = await party(4);
  const other = countingDialect('other');
  const second = fakeTransport('second');
  await hub.listen({ transport: second, dialect: other });
  for (const nick of ['one', 'two']) {
    const connection = second.open();
    connection.receive(`{"type":"hello","nick":"${nick}"}`);
    connection.receive('{"type":"join","room":"lobby"}');
  }
  await settle();
  dialect.rendered.length = 0;
  other.rendered.length = 0;
  await hub.chat.say({ room: 'lobby', text: 'hi' });
  await settle();
  expect([dialect.rendered.length, other.rendered.length]).toEqual([1, 1]);
});

test('a turn is packed once for each framing, and the packet is shared', async () => {
  const framings = [countingFraming('one'), countingFraming('two')];
  const { hub, since, settle } = await party(10, framings);
  for (const framing of framings) framing.packed.length = 0;
  await Promise.all(['a', 'b', 'c'].map((text) => hub.chat.say({ room: 'lobby', text })));
  await settle();
  expect(framings.map(({ packed }) => packed.length)).toEqual([1, 1]);
  expect(new Set(since().flat()).size).toBe(2);
});

test('a member of two rooms gets one write for both', async () => {
  const { hub, connections, since, settle } = await party(2);
  connections[0]?.receive('{"type":"join","room":"attic"}');
  await settle();
  const before = since()[0]?.length ?? 0;
  await Promise.all([hub.chat.say({ room: 'lobby', text: 'here' }), hub.chat.say({ room: 'attic', text: 'there' })]);
  await settle();
  const writes = since()[0]?.slice(before) ?? [];
  expect(writes).toHaveLength(1);
  expect(framesIn(writes).map((frame) => JSON.parse(frame).text)).toEqual(['here', 'there']);
});

test('a sender gets messages and replies of a turn in one write, each message before its reply', async () => {
  const { connections, since, settle } = await party(3);
  for (const ref of [1, 2, 3]) connections[0]?.receive(`{"type":"say","ref":${ref},"room":"lobby","text":"hi ${ref}"}`);
  await settle();
  const types = framesIn(since()[0] ?? []).map((frame) => JSON.parse(frame).type);
  expect(types).toEqual(['message', 'ok', 'message', 'ok', 'message', 'ok']);
  expect(since().map((writes) => writes.length)).toEqual([1, 1, 1]);
});

test('who comes between two messages of a turn gets the second alone', async () => {
  const { transport, connections, settle } = await party(1);
  const late = transport.open(countingFraming('late'));
  late.receive('{"type":"hello","nick":"late"}');
  await settle();
  connections[0]?.receive('{"type":"say","room":"lobby","text":"before"}');
  late.receive('{"type":"join","room":"lobby"}');
  await settle();
  connections[0]?.receive('{"type":"say","room":"lobby","text":"after"}');
  await settle();
  const messages = framesIn(late.writes).filter((frame) => frame.includes('"message"'));
  expect(messages.map((frame) => JSON.parse(frame).text)).toEqual(['after']);
});

test('a rendering that throws costs its own clients the event, and nobody else', async () => {
  const { hub, since, failures, settle } = await party(2);
  const faulty = countingDialect('faulty');
  const second = fakeTransport('second');
  await hub.listen({ transport: second, dialect: faulty });
  const victim = second.open();
  victim.receive('{"type":"hello","nick":"victim"}');
  victim.receive('{"type":"join","room":"lobby"}');
  await settle();
  const before = since()[0]?.length ?? 0;
  faulty.rendered.push = () => {
    throw new Error('cannot render');
  };
  await hub.chat.say({ room: 'lobby', text: 'hi' });
  await settle();
  expect(since()[0]?.slice(before)).toHaveLength(1);
  expect(failures).toMatchObject([{ plugin: 'core', what: 'delivery' }]);
});
