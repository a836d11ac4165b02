import { describe, expect, test } from 'vitest';
import { started } from './support/brokers.js';
import { fileOfVersionTwo } from './support/former.js';
import { killedHere, openHere, publish, upTo } from './support/logs.js';

const WORDS = 300;

/** Two rooms that fill several steps, one with a single message, which is staged. */
const formerFile = () =>
  fileOfVersionTwo({
    a: Array.from({ length: WORDS }, (_, at) => `нет серверов ${at} 🎉`),
    b: ['She runs', ...Array.from({ length: 99 }, () => 'running late')],
    c: ['серверов'],
  });

type Here = ReturnType<typeof openHere>;

const leftToDo = (here: Here) => Number(here.value('SELECT sum(outdated) FROM rooms'));

/** Has one step of reindexing done, and what comes before it. False when there is nothing left to do. */
function stepOf(here: Here): boolean {
  const before = leftToDo(here);
  while (here.chores.due && leftToDo(here) === before) here.chores.step();
  return leftToDo(here) < before;
}

describe('a file of version 2', () => {
  test('is indexed anew in steps, by which every message is found by its words, and more and more by forms', () => {
    const here = openHere(formerFile());
    expect(leftToDo(here)).toBe(WORDS - 1 + 99);
    // What was staged is indexed when it leaves the staging, by its forms too.
    expect([here.found('a', 'нет'), here.found('b', 'runs')]).toEqual([upTo(WORDS), [1, 100]]);
    let found = here.found('a', 'сервер').length;
    let steps = 0;
    for (let left = leftToDo(here); stepOf(here); left = leftToDo(here)) {
      steps++;
      expect(left - leftToDo(here)).toBeLessThanOrEqual(64);
      expect(here.found('a', 'нет')).toEqual(upTo(WORDS));
      expect(here.found('a', 'сервер')).toEqual(upTo(WORDS).slice(-here.found('a', 'сервер').length));
      expect(here.found('a', 'сервер').length).toBeGreaterThanOrEqual(found);
      found = here.found('a', 'сервер').length;
    }
    expect(steps).toBe(7);
    expect([here.found('a', 'сервер 🎉'), here.found('b', 'run'), here.found('c', 'сервер')]).toEqual([
      upTo(WORDS),
      upTo(100),
      [1],
    ]);
  });

  test('goes on where it was when it is killed, wherever that is', () => {
    let path = formerFile();
    let here = openHere(path);
    let kills = 0;
    for (; stepOf(here); here = openHere(path)) {
      path = killedHere(path);
      kills++;
    }
    here.tidy();
    expect(kills).toBe(7);
    expect([here.found('a', 'сервер'), here.found('b', 'run')]).toEqual([upTo(WORDS), upTo(100)]);
  });

  test('has what is said, erased and dropped meanwhile as it should', () => {
    const here = openHere(formerFile());
    stepOf(here);
    here.run(publish('a', 'три сервера'));
    here.run({ type: 'erase', room: 'a', offsets: [1, WORDS] });
    here.run({ type: 'prune', room: 'b', keep: { entries: 10 } });
    expect(here.found('a', 'сервер').at(-1)).toBe(WORDS + 1);
    expect(here.found('a', 'нет')).toEqual(upTo(WORDS - 1, 2));
    here.tidy();
    expect(here.found('a', 'сервер')).toEqual([...upTo(WORDS - 1, 2), WORDS + 1]);
    expect(here.found('b', 'run')).toEqual(upTo(100, 91));
  });

  test('tries again what failed', () => {
    const here = openHere(formerFile());
    here.database.exec("CREATE TRIGGER refuse BEFORE UPDATE OF outdated ON rooms BEGIN SELECT raise(ABORT, 'no'); END");
    const failing = () => {
      for (let steps = 0; steps < 100; steps++) here.chores.step();
    };
    expect(failing).toThrow(/no/);
    expect([here.chores.due, here.found('a', 'нет')]).toEqual([true, upTo(WORDS)]);
    here.database.exec('DROP TRIGGER refuse');
    here.tidy();
    expect(here.found('a', 'сервер')).toEqual(upTo(WORDS));
  });

  test('has one segment of words afterwards, without those it had before', () => {
    const path = formerFile();
    const here = openHere(path);
    here.tidy();
    expect(here.chores.due).toBe(false);
    expect(here.value('SELECT count(DISTINCT segid) FROM words_idx')).toBe(1);
    expect(here.value('SELECT count(*) FROM words_docsize')).toBe(WORDS - 1 + 99);
    here.database.exec("INSERT INTO words (words) VALUES ('integrity-check')");
  });

  test('is a log like any other to a broker', async () => {
    const { broker, say } = await started({ path: formerFile() });
    await say('a', 'сервера');
    const found = await broker.search?.('a', { text: '"нет серверов" 299', limit: 10 });
    expect(found?.entries.map(({ position }) => position.offset)).toEqual([WORDS]);
  });
});
