import { describe, expect, test } from 'vitest';
import { type AutoOptions, auto, type DetectableDialect } from '../../../../adapters/dialects/auto/index.js';
import { text } from '../../../../adapters/dialects/text/index.js';
import type { MemoryPeerOptions } from '../../../../adapters/transports/memory/index.js';
import { nativePeer } from '../../../support/peers.js';
import { textPeer } from '../../../support/text-peer.js';
import { openWorld } from '../../../support/world.js';

test('a first frame that begins with a brace makes a program, which sees no greeting', async () => {
  const { connect, pass } = await openWorld();
  const ann = nativePeer(connect());
  await ann.ok({ type: 'hello', nick: 'ann' });
  await pass(10_000);
  expect(ann.heard.map(({ type }) => type)).toEqual(['welcome']);
});

test('space in front of the brace changes nothing', async () => {
  const { connect } = await openWorld();
  const ann = nativePeer(connect());
  ann.wire.send(' \t{"type":"ping","ref":7}');
  expect(await ann.ok({ type: 'hello' })).toMatchObject({ type: 'welcome' });
  expect(ann.heard[0]).toMatchObject({ type: 'ok', ref: 7 });
});

test('who speaks first and not as a program is greeted at once and understood', async () => {
  const world = await openWorld();
  const wire = world.connect();
  wire.send('ann');
  const seen = [await wire.next(), await wire.next(), await wire.next(), await wire.next()];
  expect(seen).toEqual([
    'Welcome to Partyline.',
    'What is your nick?',
    '-- You are ann. Type /help for help.',
    '-- You are in #lobby: ann',
  ]);
});

test('who is silent is greeted as a person, and no sooner', async () => {
  const world = await openWorld();
  const wire = world.connect();
  const seen: unknown[] = [];
  wire.onframe = (frame) => seen.push(frame);
  await world.pass(299);
  expect(seen).toEqual([]);
  await world.pass(1);
  expect(seen).toEqual(['Welcome to Partyline.', 'What is your nick?']);
});

test('how long a silence is can be chosen', async () => {
  const world = await openWorld({ dialect: auto({ text: text(), greetAfterMs: 20 }) });
  const wire = world.connect();
  await world.pass(20);
  expect(await wire.next()).toBe('Welcome to Partyline.');
});

test('a program that is late has been greeted, and is understood all the same', async () => {
  const world = await openWorld();
  const wire = world.connect();
  await world.pass(5_000);
  expect([await wire.next(), await wire.next()]).toEqual(['Welcome to Partyline.', 'What is your nick?']);
  const late = nativePeer(wire);
  expect(await late.ok({ type: 'hello', nick: 'late' })).toMatchObject({ user: { nick: 'late' } });
});

test('a person who was greeted may begin a line with a brace once logged in', async () => {
  const world = await openWorld();
  const bob = await world.native('bob', 'lobby');
  const ann = await textPeer(world);
  await ann.types('ann');
  await ann.types('{smiles}');
  expect(await bob.next('message')).toMatchObject({ text: '{smiles}' });
});

test('who negotiates the native subprotocol is a program before it says anything', async () => {
  const { stranger, pass } = await openWorld();
  const ann = stranger();
  await pass(10_000);
  ann.wire.send('nonsense');
  expect(await ann.next('error')).toMatchObject({ code: 'CHAT_BAD_FRAME' });
});

test('who negotiates and asks for no subprotocol is a guest at once', async () => {
  const { connect, settle } = await openWorld();
  const wire = connect({ subprotocol: '', url: '/' });
  const seen: unknown[] = [];
  wire.onframe = (frame) => seen.push(frame);
  await settle();
  expect(seen).toEqual([
    'Welcome to Partyline.',
    '-- You are guest1000. Type /help for help, /nick NAME to change your nick.',
    '-- You are in #lobby: guest1000',
  ]);
});

test.each([
  ['/', []],
  ['/?echo=0', []],
  ['/?echo=1', ['guest1000: hi']],
  ['/chat?room=x&echo=1', ['guest1000: hi']],
])('at %s a guest sees %j of the own lines', async (url, echo) => {
  const { connect, settle } = await openWorld();
  const wire = connect({ subprotocol: '', url });
  const seen: unknown[] = [];
  wire.onframe = (frame) => seen.push(frame);
  await settle();
  seen.length = 0;
  wire.send('hi');
  await settle();
  expect(seen).toEqual(echo);
});

test('rosters name the wire and the dialect of each', async () => {
  const world = await openWorld();
  const bob = await world.native('bob', 'lobby');
  await (await textPeer(world)).types('ann');
  expect(await bob.next('joined')).toMatchObject({ user: { nick: 'ann', wires: ['memory/text'] } });
});

/** A dialect that says back what it hears, and is recognised by what `by` says. */
function echoing(name: string, by: DetectableDialect['detects']): DetectableDialect {
  return {
    name,
    detects: by,
    open: (port) => ({
      name,
      rendering: { name, render: () => undefined },
      echo: false,
      greet: () => port.send(`${name} greets`),
      frame: (frame) => port.send(`${name} hears ${String(frame)}`),
      rejected() {},
      farewell: () => port.send(`${name} parts`),
      closed: () => void closings.push(name),
    }),
  };
}

const closings: string[] = [];

/** A hub for people, programs, those from a page of a file, and those who begin with `moo`. */
async function farm(options: Partial<AutoOptions> = {}) {
  closings.length = 0;
  const barn = echoing('barn', ({ info }) => info.url === '/barn');
  const cow = echoing('cow', (_, first) => first?.startsWith('moo') ?? false);
  const calf = echoing('calf', (_, first) => first === 'moo?');
  const world = await openWorld({ dialect: auto({ text: text(), others: [barn, cow, calf], ...options }) });
  const meet = (peer?: MemoryPeerOptions) => {
    const wire = world.connect(peer);
    const seen: unknown[] = [];
    wire.onframe = (frame) => seen.push(frame);
    return { wire, seen };
  };
  return { world, meet };
}

describe('among others', () => {
  test('who is known by the connection alone is greeted at once', async () => {
    const { world, meet } = await farm();
    const { wire, seen } = meet({ subprotocol: '', url: '/barn' });
    await world.settle();
    wire.send('{"type":"hello"}');
    await world.settle();
    expect(seen).toEqual(['barn greets', 'barn hears {"type":"hello"}']);
  });

  test.each([
    ['where nothing is negotiated', undefined],
    ['where no subprotocol is asked for', { subprotocol: '', url: '/' }],
  ])('who is known by the first words is not greeted, %s', async (_, peer) => {
    const { world, meet } = await farm();
    const { wire, seen } = meet(peer);
    wire.send('moo');
    wire.send('hay?');
    await world.settle();
    await world.pass(10_000);
    expect(seen).toEqual(['cow hears moo', 'cow hears hay?']);
  });

  test('the first that recognises somebody has them', async () => {
    const { world, meet } = await farm();
    const { wire, seen } = meet();
    wire.send('moo?');
    await world.settle();
    expect(seen).toEqual(['cow hears moo?']);
  });

  test('the native subprotocol comes before all of them', async () => {
    const { world } = await farm();
    const ann = world.stranger({ url: '/barn' });
    expect(await ann.ok({ type: 'hello', nick: 'ann' })).toMatchObject({ type: 'welcome' });
  });

  test.each([
    ['{"type":"hello","ref":1}', undefined, /^\{"type":"welcome"/],
    ['hello', undefined, /^Welcome to Partyline\.$/],
    ['{moo', { subprotocol: '', url: '/' }, /^Welcome to Partyline\.$/],
  ])('who says %s is none of them', async (words, peer, first) => {
    const { world, meet } = await farm();
    const { wire, seen } = meet(peer);
    wire.send(words);
    await world.settle();
    expect(seen[0]).toMatch(first);
  });

  test('who asked for no subprotocol is greeted as a person after a silence, and no sooner', async () => {
    const { world, meet } = await farm({ greetAfterMs: 50 });
    const { seen } = meet({ subprotocol: '', url: '/' });
    await world.pass(49);
    expect(seen).toEqual([]);
    await world.pass(1);
    expect(seen[0]).toBe('Welcome to Partyline.');
  });

  test('who has logged in as a person stays one', async () => {
    const { world, meet } = await farm();
    const { wire, seen } = meet();
    await world.pass(300);
    wire.send('ann');
    wire.send('moo');
    await world.settle();
    expect(seen.filter((frame) => String(frame).startsWith('cow'))).toEqual([]);
  });

  test('who was greeted as a person may still turn out to be one of them', async () => {
    const { world, meet } = await farm();
    const { wire, seen } = meet();
    await world.pass(300);
    seen.length = 0;
    wire.send('moo');
    await world.settle();
    expect(seen).toEqual(['cow hears moo']);
  });

  test('the end of a connection is told to the one that was spoken', async () => {
    const { world, meet } = await farm();
    const { wire } = meet();
    wire.send('moo');
    await world.settle();
    wire.close();
    await world.settle();
    expect(closings).toEqual(['cow']);
  });
});
