import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, type JsonObject } from '../../../core/index.js';
import { isEmoji } from '../../../plugins/history/annotations/annotation.js';
import { keys } from '../../../plugins/history/annotations/keys.js';
import { mentions } from '../../../plugins/history/markers/unread.js';
import { type Guest, openLobby } from './support/history-fixture.js';
import { searchingBroker } from './support/searching.js';

const commands = [
  'history',
  'search',
  'edit',
  'delete',
  'react',
  'history.read',
  'history.unread',
  'history.export',
  'history.erase',
] as const;

/** Any character, halves of characters too. */
const codePoint = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));
const emojiPart = fc.constantFrom(
  '👍',
  '\u200d',
  '\ufe0f',
  '🏽',
  '\u20e3',
  '🇩',
  '❤',
  '\u{e0067}',
  'a',
  '1',
  ':',
  '\u0301',
);

/** Ann and bob in a lobby where something was said, and its epoch. */
async function lobby() {
  const opened = await openLobby({}, { broker: searchingBroker() });
  const [ann, bob] = [await opened.guest('ann'), await opened.guest('bob')];
  const { epoch } = await bob.says('tea');
  for (const text of ['milk', 'sugar']) await ann.says(text);
  return { ...opened, ann, bob, epoch };
}

/** Rubbish that is not far from what makes sense. */
function fieldsFor(epoch: string): fc.Arbitrary<JsonObject> {
  const place = fc.record(
    {
      epoch: fc.oneof(fc.constant(epoch), fc.string()),
      offset: fc.oneof(fc.integer(), fc.integer({ min: 0, max: 5 })),
    },
    { requiredKeys: [] },
  );
  const anything = fc.jsonValue({ maxDepth: 2 });
  const maybe = <T>(sensible: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: sensible }, anything);
  return fc
    .record(
      {
        room: maybe(fc.constantFrom('lobby', ' #LOBBY', '@x+y', '')),
        epoch: maybe(fc.constantFrom(epoch, 'elsewhere')),
        offset: maybe(fc.integer({ min: -1, max: 5 })),
        before: maybe(place),
        after: maybe(place),
        around: maybe(place),
        limit: maybe(fc.integer({ min: -1, max: 120 })),
        text: maybe(fc.oneof(fc.string({ unit: codePoint }), fc.constant('tea'))),
        emoji: maybe(fc.constantFrom('👍', ':tada:', '👍👍')),
        on: maybe(fc.boolean()),
        key: maybe(fc.string()),
        cursor: maybe(
          fc.oneof(
            fc.string(),
            anything.map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
          ),
        ),
        user: maybe(fc.constantFrom('ann', '')),
        confirm: fc.constantFrom(true, false, null, 'true', 1),
      },
      { requiredKeys: [] },
    )
    .map((fields) => JSON.parse(JSON.stringify(fields)) as JsonObject);
}

const asked = ({ peer }: Guest, type: string, fields: JsonObject) => peer.ask({ ...fields, type, ref: undefined });

test.each(commands)('%s answers whatever it is sent, and fails in nothing', async (type) => {
  const { world, ann, epoch } = await lobby();
  await fc.assert(
    fc.asyncProperty(fieldsFor(epoch), async (fields) => {
      const reply = await asked(ann, type, fields);
      expect(['ok', 'error']).toContain(reply.type);
      if (reply.type === 'error') expect(reply.code).toMatch(/^(?:CHAT_(?!COMMAND|PLUGIN)|HISTORY_)[A-Z_]+$/);
      expect(world.failures).toEqual([]);
    }),
    { numRuns: 200 },
  );
  expect((await ann.page()).entries.length).toBeGreaterThanOrEqual(3);
});

test('a message of somebody else survives all of that', async () => {
  const { bob, ann, epoch } = await lobby();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...commands), fieldsFor(epoch), async (type, fields) => {
      await asked(ann, type, fields);
    }),
    { numRuns: 300 },
  );
  expect((await bob.page({ limit: 100 })).entries[0]).toMatchObject({ text: 'tea', kind: 'text' });
});

test('every name has a key of its own, which a store takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: codePoint }), fc.string({ unit: codePoint }), (one, other) => {
      const [a, b] = [one, other].map((name) => keys.reactor(name, Number.MAX_SAFE_INTEGER, name, name));
      expect(a).toMatch(/^[\x20-\x7e]{1,512}$/);
      expect(a === b).toBe(one === other);
      expect(a?.split('/')).toHaveLength(5);
    }),
  );
  expect(keys.seen('x'.repeat(9_999), '語'.repeat(64)).length).toBeLessThan(200);
});

test('an emoji is short, and whatever is asked is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: emojiPart }), (text) => {
      if (!isEmoji(text)) return;
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(40);
      if (!text.startsWith(':')) expect(text).not.toMatch(/a|\u0301/u);
    }),
    { numRuns: 1_000 },
  );
});

test('a mention is found wherever it stands apart', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.constantFrom('ann', 'Анна', '语'), (before, after, nick) => {
      expect(mentions(`${before} @${nick} ${after}`, nick)).toBe(true);
      if (!fold(before).includes(fold(nick))) expect(mentions(before, nick)).toBe(false);
    }),
  );
});
