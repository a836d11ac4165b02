import { describe, expect, test } from 'vitest';
import { auto } from '../../adapters/dialects/auto/index.js';
import { text } from '../../adapters/dialects/text/index.js';
import {
  ChatError,
  type Dialect,
  type DialectSession,
  type Framing,
  MemoryBroker,
  native,
  type Plugin,
} from '../../core/index.js';
import { countingFraming, fakeTransport } from '../support/fake-transport.js';
import { countingRandom } from '../support/random.js';
import { openWorld } from '../support/world.js';

describe('a broker that fails', () => {
  test.each([
    ['throws something', new Error('disk full')],
    ['gives its own code', new ChatError('CHAT_BROKER_FAILED')],
  ])('to keep a message and %s: the sender is told to try again', async (_how, error) => {
    const broker = new MemoryBroker(countingRandom());
    const publish = broker.publish.bind(broker);
    const { native: join } = await openWorld({ broker });
    const ann = await join('ann', 'lobby');
    broker.publish = () => Promise.reject(error);
    const reply = await ann.ask({ type: 'say', room: 'lobby', text: 'hi', key: 'k' });
    expect(reply).toMatchObject({ code: 'CHAT_BROKER_FAILED', retry: true });
    broker.publish = publish;
    expect(await ann.ok({ type: 'say', room: 'lobby', text: 'hi', key: 'k' })).toMatchObject({ offset: 1 });
  });

  test('to open a room: nobody is in it, and the next attempt may succeed', async () => {
    const broker = new MemoryBroker(countingRandom());
    const subscribe = broker.subscribe.bind(broker);
    const { native: join, hub, failures } = await openWorld({ broker, limits: { rooms: 1 } });
    const ann = await join('ann');
    broker.subscribe = () => Promise.reject(new Error('no connection'));
    expect(await ann.refused({ type: 'join', room: 'lobby' })).toBe('CHAT_COMMAND_FAILED');
    expect([hub.chat.rooms(), failures.length]).toEqual([[], 1]);
    broker.subscribe = subscribe;
    expect(await ann.ok({ type: 'join', room: 'attic' })).toMatchObject({ room: 'attic' });
  });

  test('to close: the hub stops all the same', async () => {
    const broker = new MemoryBroker(countingRandom());
    broker.close = () => Promise.reject(new Error('no connection'));
    const { hub, failures } = await openWorld({ broker });
    await hub.stop();
    expect(hub.state).toBe('stopped');
    expect(failures).toMatchObject([{ plugin: 'broker', what: 'close' }]);
  });
});

/** The native dialect with one of its doings broken. */
function broken(what: keyof DialectSession | 'open'): Dialect {
  const fail = () => {
    throw new Error(`broken ${what}`);
  };
  return {
    name: 'broken',
    open(port) {
      if (what === 'open') return fail();
      const session = native.open(port);
      return {
        name: 'broken',
        encoder: session.encoder,
        echo: true,
        greet: () => session.greet(),
        frame: (frame) => session.frame(frame),
        rejected: (fault) => session.rejected(fault),
        farewell: (reason, later, kept) => session.farewell(reason, later, kept),
        closed: () => session.closed(),
        [what]: fail,
      };
    },
  };
}

describe('a dialect that throws', () => {
  test.each(['open', 'greet', 'frame', 'farewell', 'closed'] as const)(
    'in %s is reported, and its sessions end as others do',
    async (what) => {
      const { hub, failures, settle } = await openWorld();
      const transport = fakeTransport();
      await hub.listen({ transport, dialect: broken(what) });
      const connection = transport.open();
      const ended: string[] = [];
      hub.on('closed', ({ id }) => void ended.push(id));
      connection.receive('{"type":"hello","nick":"ann"}');
      await settle();
      connection.receive('{"type":"quit"}');
      await settle();
      connection.destroy();
      await settle();
      expect(ended).toHaveLength(1);
      expect(failures[0]).toMatchObject({ what: 'dialect', error: { cause: { message: `broken ${what}` } } });
    },
  );

  test('in one frame may take the next one', async () => {
    const { hub, settle } = await openWorld();
    const transport = fakeTransport();
    const dialect: Dialect = {
      name: 'moody',
      open(port) {
        const session = native.open(port);
        const frame: DialectSession['frame'] = (sent) =>
          sent === 'boom' ? Promise.reject(new Error('boom')) : session.frame(sent);
        return Object.assign(Object.create(session), { frame });
      },
    };
    await hub.listen({ transport, dialect });
    const logins: unknown[] = [];
    hub.on('login', ({ user }) => void logins.push(user?.nick));
    const connection = transport.open();
    connection.receive('boom');
    connection.receive('{"type":"hello","nick":"ann"}');
    await settle();
    expect(logins).toEqual(['ann']);
  });
});

function unpackable(): Framing {
  return {
    ...countingFraming('unpackable'),
    pack() {
      throw new TypeError('cannot pack');
    },
  };
}

test('a framing that cannot pack is reported, and other connections get what is theirs', async () => {
  const { hub, failures, settle, native: join } = await openWorld();
  const transport = fakeTransport();
  await hub.listen({ transport, dialect: native });
  const bob = await join('bob', 'lobby');
  const victim = transport.open(unpackable());
  victim.receive('{"type":"hello","nick":"victim"}');
  victim.receive('{"type":"join","room":"lobby"}');
  await settle();
  await bob.ok({ type: 'say', room: 'lobby', text: 'hi' });
  expect(bob.all('message')).toHaveLength(1);
  expect(failures[0]).toMatchObject({ plugin: 'core', what: 'delivery' });
  await hub.stop();
  await bob.over;
  expect([hub.state, victim.calls]).toEqual(['stopped', ['pause', 'close CHAT_DRAINING']]);
});

test('what is sent because delivery failed goes out, though nothing else happens', async () => {
  const { hub, settle, native: join } = await openWorld();
  const transport = fakeTransport();
  await hub.listen({ transport, dialect: native });
  const bob = await join('bob');
  hub.on('failed', () => hub.chat.sessions()[0]?.send({ type: 'notice', text: 'Something failed.' }));
  transport.open(unpackable()).receive('{"type":"ping","ref":1}');
  await settle();
  expect(bob.all('notice')).toMatchObject([{ text: 'Something failed.' }]);
});

test('a join gate may lead elsewhere, even to where one is already', async () => {
  const plugin: Plugin = {
    name: 'signpost',
    setup: (host) => host.gate('join', (request) => ({ ...request, room: 'lobby' })),
  };
  const { native: join, hub } = await openWorld({ plugins: [plugin] });
  const ann = await join('ann', 'attic');
  expect(await ann.ok({ type: 'join', room: 'cellar' })).toMatchObject({ room: 'lobby', members: [{ nick: 'ann' }] });
  expect(hub.chat.rooms()).toEqual([{ room: 'lobby', members: 1 }]);
  await ann.ok({ type: 'leave', room: 'lobby' });
  expect(hub.chat.rooms()).toEqual([]);
});

test('what a plugin sends to somebody who is greeted late, and not asked for a nick, arrives', async () => {
  const motd: Plugin = {
    name: 'motd',
    setup: (host) => host.on('login', (session) => session.send({ type: 'notice', text: 'The news.' })),
  };
  const { connect, pass } = await openWorld({ plugins: [motd], dialect: auto({ text: text({ prompt: false }) }) });
  const peer = connect();
  const seen: unknown[] = [];
  peer.onframe = (frame) => seen.push(frame);
  await pass(300);
  expect(seen).toContain('-- The news.');
});
