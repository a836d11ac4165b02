import { expect, test } from 'vitest';
import type { Plugin } from '../../../../core/index.js';
import {
  fitting,
  type MessageAnnotations,
  noAnnotations,
} from '../../../../plugins/history/annotations/message-annotations.js';
import { createErasureCounter } from '../../../../plugins/history/annotations/room-state.js';
import { history } from '../../../../plugins/history/index.js';
import { openLobby } from '../support/history-fixture.js';

test('a note that is too large to be kept goes without the names, then without what came last', () => {
  const id = 'x'.repeat(7_000);
  const by = Array.from({ length: 10 }, () => ({ id, nick: 'ann' }));
  const named: MessageAnnotations = {
    ...noAnnotations,
    upTo: 9,
    edits: [2, 3],
    reactions: [{ emoji: '👍', count: 12, by }],
  };
  const unnamed = { ...named, reactions: [{ emoji: '👍', count: 12, by: [] }] };
  expect(fitting(named)).toEqual(unnamed);
  const changes = by.map(() => ({ emoji: '👍', id }));
  expect(fitting({ ...named, changes })).toEqual({ ...unnamed, changes: [] });
  const small = { ...named, reactions: [{ emoji: '👍', count: 1, by: by.slice(0, 1) }] };
  expect(fitting(small)).toBe(small);
});

test('reactions of people with very long accounts are counted, and those people are named', async () => {
  const accounts: Plugin = {
    name: 'accounts',
    setup: (host) => host.gate('login', (request) => ({ ...request, account: `${request.nick}`.padEnd(9_000, 'x') })),
  };
  const { guest } = await openLobby({}, {}, [accounts]);
  const ann = await guest('ann');
  const place = await ann.says('hello');
  const fans = await Promise.all(Array.from({ length: 8 }, (_, number) => guest(`fan${number}`)));
  for (const fan of fans) await fan.reacts(place, '👍');
  const given = (await ann.page()).entries[0]?.reactions?.['👍'];
  expect(given?.count).toBe(8);
  expect(given?.by.map(({ nick }) => nick).sort()).toEqual(fans.map((_, number) => `fan${number}`));
});

test('whether something was erased is told of more rooms than are remembered', () => {
  const erasures = createErasureCounter();
  erasures.add('first');
  const [first, other] = [erasures.of('first'), erasures.of('other')];
  for (let number = 0; number < 5_000; number++) erasures.add(`room ${number}`);
  expect(erasures.of('first')).not.toBe(first);
  expect(erasures.of('other')).not.toBe(other);
  const now = erasures.of('other');
  erasures.add('first');
  expect(erasures.of('other')).toBe(now);
});

test('the plugin can be reloaded, and is as before', async () => {
  const { world, guest } = await openLobby();
  const ann = await guest('ann');
  const place = await ann.says('teh');
  await ann.edits(place, 'the');
  await world.hub.plugins.reload(history());
  await ann.reacts(place, '👍');
  expect((await ann.page()).entries).toMatchObject([{ text: 'the', reactions: { '👍': { count: 1 } } }]);
  expect(world.failures).toEqual([]);
});
