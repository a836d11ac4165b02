import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { freshPath } from './support/file.js';
import { killedHere, openHere, publish, upTo } from './support/logs.js';

describe('messages that wait to be put in their places', () => {
  test('are read as those that are there, across the border too', () => {
    const { epoch, fill, chores, run, offsets, value } = openHere(freshPath());
    fill('a', 2_100);
    chores.step();
    const placed = Number(value('SELECT count(*) FROM entries'));
    expect(placed).toBeGreaterThan(0);
    expect(placed).toBeLessThan(2_100);
    expect(offsets('a')).toEqual(upTo(2_100));
    for (const offset of [placed - 2, placed + 1, placed + 3, placed + 8]) {
      const [page] = run({ type: 'read', room: 'a', query: { before: { epoch, offset }, limit: 4 } });
      const rows = upTo(offset - 1, offset - 4).map((at) => ({ offset: at }));
      expect(page).toMatchObject({ answer: { rows } });
    }
  });

  test('are known by their keys there and here', () => {
    const { fill, chores, run, log } = openHere(freshPath());
    run(publish('a', 'first', { key: 'k1' }));
    fill('b', 2_100);
    while (log.compaction.due) chores.step();
    run(publish('a', 'second', { key: 'k2' }));
    const again = run(publish('a', 'x', { key: 'k1' }), publish('a', 'x', { key: 'k2' }));
    expect(again).toMatchObject([{ answer: { id: 'm 5', offset: 1 } }, { answer: { id: 'm 6', offset: 2 } }]);
  });

  test('are found by their words, with those that are in their places', () => {
    const { fill, chores, run, found } = openHere(freshPath());
    fill('a', 2_100);
    chores.step();
    run(publish('a', 'word at last'));
    expect(found('a', 'word')).toEqual(upTo(2_101));
  });

  test('are there when the log is opened again, in the middle of a run too', () => {
    const path = freshPath();
    const first = openHere(path);
    first.fill('a', 1_500);
    first.fill('b', 700);
    for (let step = 0; step < 3; step++) first.chores.step();
    const second = openHere(killedHere(path));
    expect([second.offsets('a'), second.offsets('b')]).toEqual([upTo(1_500), upTo(700)]);
    second.fill('a', 1_000);
    second.fill('c', 1);
    second.tidy();
    expect([second.found('a', 'word'), second.found('b', 'word')]).toEqual([upTo(2_500), upTo(700)]);
    expect([second.offsets('a'), second.offsets('c')]).toEqual([upTo(2_500), [1]]);
  });

  test('are dropped and listed as the others', () => {
    const { fill, run, offsets } = openHere(freshPath());
    fill('a', 10);
    fill('b', 3);
    expect(run({ type: 'rooms', after: '', limit: 10 })).toEqual([{ answer: { names: ['a', 'b'], next: undefined } }]);
    run({ type: 'prune', room: 'b', keep: { entries: 0 } }, { type: 'prune', room: 'a', keep: { entries: 4 } });
    expect([offsets('a'), offsets('b')]).toEqual([upTo(10, 7), []]);
    expect(run({ type: 'rooms', after: '', limit: 10 })).toEqual([{ answer: { names: ['a'], next: undefined } }]);
  });
});

describe('putting messages in their places', () => {
  test('takes few at a time, until none is left of the run', () => {
    const { fill, chores, log, value } = openHere(freshPath());
    fill('a', 1_200);
    fill('b', 900);
    let steps = 0;
    for (let before = 0; log.compaction.due; steps++) {
      chores.step();
      const now = Number(value('SELECT count(*) FROM entries'));
      expect(now - before).toBeLessThanOrEqual(128);
      before = now;
    }
    expect(steps).toBeGreaterThanOrEqual(16);
    expect(value('SELECT count(*) FROM entries')).toBe(2_100);
    expect(value('SELECT count(*) FROM words_docsize')).toBe(2_100);
  });

  test('is done before a message too many would have to wait', () => {
    const path = freshPath();
    const { fill } = openHere(path);
    for (let batch = 0; batch < 40; batch++) fill(`room ${batch % 3}`, 512);
    const { offsets, found, value } = openHere(killedHere(path));
    expect(Number(value('SELECT count(*) FROM tray'))).toBeLessThanOrEqual(8_192);
    expect(offsets('room 0')).toEqual(upTo(14 * 512));
    expect(found('room 1', 'word')).toEqual(upTo(13 * 512));
  });

  test('goes on when there is room on the disk again, and loses nothing meanwhile', () => {
    const { fill, chores, database, log, offsets, found, tidy, value } = openHere(freshPath());
    fill('a', 2_100, 'a long text '.repeat(20));
    const pages = Number(value('PRAGMA page_count'));
    database.exec(`PRAGMA max_page_count = ${pages}`);
    expect(() => chores.step()).toThrow();
    expect(log.compaction.due).toBe(true);
    expect(offsets('a')).toEqual(upTo(2_100));
    database.exec('PRAGMA max_page_count = 1000000');
    tidy();
    expect(found('a', 'long')).toEqual(upTo(2_100));
    expect(value('SELECT count(*) FROM entries')).toBe(2_100);
  });

  test('begins anew after a step that failed, and no slot is used again before it is', () => {
    const path = freshPath();
    const { fill, chores, database, log, offsets, value } = openHere(path);
    const rooms = upTo(20).map((number) => `room ${number}`);
    for (const room of rooms) fill(room, 110, 'a long text '.repeat(20));
    database.exec(`PRAGMA max_page_count = ${Number(value('PRAGMA page_count')) + 12}`);
    expect(() => chores.step()).toThrow();
    database.exec('PRAGMA max_page_count = 1000000');
    while (log.compaction.due) chores.step();
    for (let batch = 0; batch < 8_192 / 512; batch++) fill('another', 512);
    const after = openHere(killedHere(path));
    for (const room of rooms) expect(after.offsets(room)).toEqual(upTo(110));
    expect(offsets('another')).toEqual(upTo(8_192));
  });

  test('leaves an index of few segments', () => {
    const { fill, tidy, value } = openHere(freshPath());
    for (let batch = 0; batch < 20; batch++) {
      fill('a', 1_024);
      tidy();
    }
    expect(value('SELECT count(DISTINCT segid) FROM words_idx')).toBeLessThanOrEqual(16);
  });

  test('has the WAL copied into the file from time to time', () => {
    const path = freshPath();
    const { fill, tidy } = openHere(path);
    const before = statSync(path).size;
    for (let batch = 0; batch < 10; batch++) {
      fill('a', 1_024);
      tidy();
    }
    expect(statSync(path).size).toBeGreaterThan(before + 8_192 * 100);
  });
});
