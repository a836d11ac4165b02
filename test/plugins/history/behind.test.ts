import { expect, test } from 'vitest';
import { MemoryBroker, type Message } from '../../../core/index.js';
import { countingRandom } from '../../support/random.js';
import { openLobby, textsOf } from './support/history-fixture.js';

test('a log that is far ahead of its notes is taken in step by step, and nobody waits for it', async () => {
  const broker = new MemoryBroker(countingRandom(), { entriesPerRoom: 100_000 });
  const { world, guest } = await openLobby({}, { broker });
  const ann = await guest('ann');
  const place = await ann.says('teh');
  for (let number = 0; number < 12_000; number++) await broker.publish(message(number));
  await ann.peer.ok({ type: 'say', room: 'lobby', text: 'the end' });
  const data = { target: { epoch: place.epoch, offset: place.offset }, id: 'x' };
  await world.hub.chat.say({ room: 'lobby', kind: 'edit', text: 'the', data });

  const refused = await ann.peer.ask({ type: 'history', room: 'lobby', limit: 1 });
  expect(refused).toMatchObject({ code: 'HISTORY_BEHIND', retry: true, details: { retryMs: 2_000 } });
  for (let second = 0; second < 5; second++) await world.pass(1_000);
  const page = await ann.page({ limit: 1 });
  expect(textsOf(page)).toEqual(['the end']);
  expect(textsOf(await ann.page({ around: { epoch: place.epoch, offset: place.offset }, limit: 1 }))).toEqual(['the']);
});

function message(number: number): Message {
  const from = { id: 'bot', nick: 'bot' };
  return { room: 'lobby', from, kind: 'text', text: `line ${number}`, id: `bot${number}`, at: number, session: 'bot' };
}

test('many who ask at once are answered by few readings', async () => {
  const broker = new MemoryBroker(countingRandom());
  const { guest } = await openLobby({}, { broker });
  const ann = await guest('ann');
  await ann.says('one');
  let readings = 0;
  const read = broker.read.bind(broker);
  broker.read = (room, query) => {
    if (query.after !== undefined) readings++;
    return read(room, query);
  };
  const crowd = await Promise.all(Array.from({ length: 20 }, (_, number) => guest(`fan${number}`)));
  readings = 0;
  const pages = await Promise.all(crowd.map((fan) => fan.page()));
  expect(pages.every((page) => page.entries.length === 1)).toBe(true);
  expect(readings).toBeLessThan(5);
});
