import { expect, test } from 'vitest';
import { type Draft, type Plugin, refuse } from '../../../../core/index.js';
import { floodControl } from '../../../../plugins/flood-control/index.js';
import { moderation } from '../../../../plugins/moderation/index.js';
import { textPeerNamed } from '../../../support/text-peer.js';
import { openWorld } from '../../../support/world.js';

const long = 'x'.repeat(20_000);

/** Refuses the message with that number of a longer text. */
const censor = (number: number): Plugin => ({
  name: 'censor',
  setup: (host) =>
    host.gate('publish', (draft: Draft) =>
      draft.part?.number === number ? refuse('CENSOR_NO', 'Not that one.', { why: 'number' }) : draft,
    ),
});

test('a line of 20,000 characters is said in parts, in order, before the next line', async () => {
  const world = await openWorld();
  const bob = await world.native('bob', 'lobby');
  const ann = await textPeerNamed(world, 'ann');
  expect(await ann.types(long)).toEqual([]);
  expect(await ann.types('next')).toEqual([]);
  const texts = bob.heard.flatMap((event) => (event.type === 'message' ? [String(event.text)] : []));
  expect(texts.map(({ length }) => length)).toEqual([4_000, 4_000, 4_000, 4_000, 4_000, 4]);
});

test('two lines that come together are said one after the other', async () => {
  const world = await openWorld();
  const bob = await world.native('bob', 'lobby');
  const ann = await textPeerNamed(world, 'ann');
  ann.wire.send(`${'a'.repeat(9_000)}`);
  ann.wire.send('b');
  await world.settle();
  const texts = bob.heard.flatMap((event) => (event.type === 'message' ? [String(event.text)] : []));
  expect(texts.map((text) => `${text[0]}${text.length}`)).toEqual(['a4000', 'a4000', 'a1000', 'b1']);
});

test('what somebody does, and what is told to one person, comes in parts too', async () => {
  const world = await openWorld();
  const bob = await world.native('bob', 'lobby');
  const ann = await textPeerNamed(world, 'ann');
  await ann.types(`/me ${'y'.repeat(5_000)}`);
  await ann.types(`/msg bob ${'z'.repeat(5_000)}`);
  const seen = bob.heard.flatMap((event) =>
    event.type === 'message' ? [`${String(event.kind)} ${String(event.text).length}`] : [],
  );
  expect(seen).toEqual(['action 4000', 'action 1000', 'text 4000', 'text 1000']);
});

test('a text of too many parts is refused, and none of it is said', async () => {
  const world = await openWorld({ limits: { textParts: 2 } });
  const bob = await world.native('bob', 'lobby');
  const ann = await textPeerNamed(world, 'ann');
  await ann.reads();
  expect(await ann.types('x'.repeat(8_001))).toEqual([
    '! A message has at most 4000 characters. A longer text is delivered in at most 2 messages.',
  ]);
  expect(await ann.types(`${'x'.repeat(8_000)}`)).toEqual([]);
  expect(bob.heard.filter(({ type }) => type === 'message')).toHaveLength(2);
});

test('a part that is refused is named, and those after it are not said', async () => {
  const world = await openWorld({ plugins: [censor(3)] });
  const bob = await world.native('bob', 'lobby');
  const ann = await textPeerNamed(world, 'ann');
  await ann.reads();
  expect(await ann.types(long)).toEqual([
    '! Not that one. Of the 5 parts of your text parts 1 to 2 were delivered, part 3 and those after it were not.',
  ]);
  expect(bob.heard.filter(({ type }) => type === 'message')).toHaveLength(2);
});

test('a first part that is refused is refused as a message is', async () => {
  const world = await openWorld({ plugins: [censor(1)] });
  const ann = await textPeerNamed(world, 'ann');
  await ann.reads();
  expect(await ann.types(long)).toEqual(['! Not that one.']);
});

test('flood control counts every part', async () => {
  const world = await openWorld({
    plugins: [floodControl({ session: { messages: { burst: 3, perSecond: 0.001 } }, slowMs: 0 })],
  });
  const bob = await world.native('bob', 'lobby');
  const ann = await textPeerNamed(world, 'ann');
  await ann.reads();
  expect(await ann.types(long)).toEqual([
    '! You are sending messages too fast. Wait 1000 s. Of the 5 parts of your text parts 1 to 3 were delivered, part 4 and those after it were not.',
  ]);
  expect(bob.heard.filter(({ type }) => type === 'message')).toHaveLength(3);
});

test('slow mode counts a text in parts as one message', async () => {
  const world = await openWorld({ plugins: [moderation()] });
  const owner = await world.native('owner', 'attic');
  await owner.ok({ type: 'room.slow', room: 'attic', seconds: 60 });
  const ann = await textPeerNamed(world, 'ann');
  await ann.types('/join attic');
  expect(await ann.types(long)).toEqual([]);
  expect(owner.heard.filter(({ type }) => type === 'message').length).toBeGreaterThanOrEqual(5);
  expect(await ann.types('again')).toEqual(['! One message in 1m: wait 1m.']);
});

test('programs that know the limit are refused as ever', async () => {
  const world = await openWorld();
  const bob = await world.native('bob', 'lobby');
  expect(await bob.ask({ type: 'say', room: 'lobby', text: long })).toMatchObject({
    type: 'error',
    code: 'CHAT_TEXT_TOO_LONG',
    text: 'A message has at most 4000 characters.',
  });
});
