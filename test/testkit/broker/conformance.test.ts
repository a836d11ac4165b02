import { describe, expect, test } from 'vitest';
import { type Broker, MemoryBroker } from '../../../core/index.js';
import { brokerConformance, seededRandom } from '../../../testkit/index.js';

/** A broker with one thing wrong with it. */
function spoilt(wrong: (broker: Broker) => Partial<Broker>): Broker {
  const broker = new MemoryBroker(seededRandom(1));
  const bound = (method: unknown) => (typeof method === 'function' ? method.bind(broker) : method);
  const changed = wrong(broker);
  return new Proxy(broker, {
    get: (target, name) => Reflect.get(changed, name) ?? bound(Reflect.get(target, name, target)),
  });
}

/** The broken rules among those about erasing and about what goes over all rooms. */
async function broken(make: () => Broker): Promise<readonly string[]> {
  const names: string[] = [];
  const cases = brokerConformance(make).filter(({ name }) => /eras|rooms|writings/.test(name));
  for (const { name, run } of cases) await run().catch(() => names.push(name));
  return names;
}

describe('what is no broker breaks a rule:', () => {
  test.each<[string, (broker: Broker) => Partial<Broker>, string]>([
    [
      'one that drops where it should empty',
      (broker) => ({ erase: (room) => broker.prune(room, { entries: 1 }) }),
      'an erased entry keeps its place, author, time, id and key, and nothing of what was said',
    ],
    [
      'one that only counts',
      () => ({ erase: async (_room, offsets) => offsets.length }),
      'an erased entry keeps its place, author, time, id and key, and nothing of what was said',
    ],
    [
      'one that counts what it was asked for',
      (broker) => ({
        async erase(room, offsets) {
          await broker.erase(room, offsets);
          return offsets.length;
        },
      }),
      'erasing tells how many entries were emptied, and what was empty does not count',
    ],
    [
      'one that erases in every room',
      (broker) => ({
        async erase(room, offsets) {
          for (const other of await broker.rooms({ limit: 100 }))
            if (other !== room) await broker.erase(other, offsets);
          return broker.erase(room, offsets);
        },
      }),
      'erasing leaves the other entries as they were',
    ],
    [
      'one that sorts names by UTF-16',
      (broker) => ({ rooms: async (query) => [...(await broker.rooms(query))].sort() }),
      'rooms that have entries are listed in the order of their UTF-8, conversations among them',
    ],
    [
      'one that leaves conversations out',
      (broker) => ({ rooms: async (query) => (await broker.rooms(query)).filter((name) => !name.startsWith('@')) }),
      'rooms that have entries are listed in the order of their UTF-8, conversations among them',
    ],
    [
      'one that always begins with the first name',
      (broker) => ({ rooms: ({ limit }) => broker.rooms({ limit }) }),
      'the listing of rooms goes on after a name, whether there is such a room or not',
    ],
    [
      "one that gives others' writings too",
      (broker) => ({
        async writings(author, after) {
          const [mine, theirs] = [await broker.writings(author, after), await broker.writings('u2')];
          return { entries: [...mine.entries, ...theirs.entries], next: mine.next };
        },
      }),
      "an author's writings are all that they wrote, in all rooms, and nothing of others",
    ],
    [
      'one that forgets to go on',
      (broker) => ({
        async writings(author) {
          const { entries } = await broker.writings(author);
          return { entries: entries.slice(0, 100), next: undefined };
        },
      }),
      "an author's writings come by room and in order, however many there are",
    ],
  ])('%s', async (_what, wrong, rule) => {
    expect(await broken(() => spoilt(wrong))).toContain(rule);
  });

  test('and one that is right breaks none', async () => {
    expect(await broken(() => spoilt(() => ({})))).toEqual([]);
  });
});
