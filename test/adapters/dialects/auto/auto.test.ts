import { expect, test } from 'vitest';
import { auto } from '../../../../adapters/dialects/auto/index.js';
import { text } from '../../../../adapters/dialects/text/index.js';
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
  const world = await openWorld({ dialect: auto({ text: text(), silenceMs: 20 }) });
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
