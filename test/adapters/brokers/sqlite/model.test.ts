import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Request, RoomNames, WritingsPart } from '../../../../adapters/brokers/sqlite/requests.js';
import { freshPath } from './support/file.js';
import { killedHere, openHere, publish } from './support/logs.js';

/** A log as simple as can be, to compare with. */
function model() {
  const rooms = new Map<string, { offset: number; text: string; key: string }[]>();
  const last = new Map<string, number>();
  const entries = (room: string) => rooms.get(room) ?? [];
  return {
    publish(room: string, text: string, key: string): number {
      const first = entries(room).find((entry) => entry.key === key);
      if (first !== undefined) return first.offset;
      const offset = (last.get(room) ?? 0) + 1;
      last.set(room, offset);
      rooms.set(room, [...entries(room), { offset, text, key }]);
      return offset;
    },
    prune: (room: string, keep: number) => rooms.set(room, keep === 0 ? [] : entries(room).slice(-keep)),
    erase(room: string, offset: number) {
      for (const entry of entries(room)) if (entry.offset === offset) entry.text = '';
    },
    /** What is to be read and found, by room. */
    state: (names: readonly string[], word: string) => ({
      read: names.map((room) => entries(room).map(({ offset, text }) => [offset, text])),
      found: names.map((room) => entries(room).flatMap(({ offset, text }) => (text.includes(word) ? [offset] : []))),
      rooms: names.filter((room) => entries(room).length > 0),
      written: names.flatMap((room) => entries(room).map(({ text }) => text)).toSorted(),
    }),
  };
}

type Here = ReturnType<typeof openHere>;

function stateOf(here: Here, names: readonly string[], word: string) {
  const rows = (request: Request) => here.rows(here.run(request)[0]);
  const textOf = ({ message }: { message: string }) => (JSON.parse(message) as { text: string }).text;
  const read = names.map((room) =>
    rows({ type: 'read', room, query: { limit: 1_000 } }).map((row) => [row.offset, textOf(row)]),
  );
  const written: string[] = [];
  for (let after: string | undefined, done = false; !done; done = after === undefined) {
    const [outcome] = here.run({ type: 'writings', author: 'u1', after });
    const part =
      outcome !== undefined && 'answer' in outcome ? (outcome.answer as WritingsPart) : { rows: [], next: undefined };
    written.push(...part.rows.map(textOf));
    after = part.next;
  }
  const [listed] = here.run({ type: 'rooms', after: '', limit: 100 });
  return {
    read,
    found: names.map((room) => here.found(room, word)),
    rooms: listed !== undefined && 'answer' in listed ? (listed.answer as RoomNames).names : [],
    written: written.toSorted(),
  };
}

const names = ['a', 'b', 'c'];
const room = fc.constantFrom(...names);
const words = fc.constantFrom('tea', 'milk and tea', 'sugar');

const acts = fc.oneof(
  { weight: 8, arbitrary: fc.record({ act: fc.constant('publish' as const), room, text: words, key: fc.nat(60) }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('fill' as const), room, count: fc.integer({ min: 1, max: 300 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('erase' as const), room, offset: fc.integer({ min: 1, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('prune' as const), room, keep: fc.nat(200) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('search' as const), room }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('move' as const), steps: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.constant({ act: 'tidy' as const }) },
  { weight: 1, arbitrary: fc.constant({ act: 'fail' as const }) },
  { weight: 2, arbitrary: fc.constant({ act: 'kill' as const }) },
);

test('whatever is done to it, and wherever it is killed, the log is as simple as it should be', {
  timeout: 240_000,
}, () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 40 }), (script) => {
      const wanted = model();
      let path = freshPath();
      let here = openHere(path);
      let count = 0;

      for (const step of script) {
        if (step.act === 'publish') {
          const key = `${step.key}`;
          const [outcome] = here.run(publish(step.room, step.text, { key }));
          const answer = outcome !== undefined && 'answer' in outcome ? outcome.answer : undefined;
          const offset = typeof answer === 'number' ? answer : (answer as { offset: number }).offset;
          expect(offset).toBe(wanted.publish(step.room, step.text, key));
        } else if (step.act === 'fill') {
          const keys = Array.from({ length: step.count }, () => `fill ${count++}`);
          here.run(...keys.map((key) => publish(step.room, 'filled', { key })));
          for (const key of keys) wanted.publish(step.room, 'filled', key);
        } else if (step.act === 'erase') {
          here.run({ type: 'erase', room: step.room, offsets: [step.offset] });
          wanted.erase(step.room, step.offset);
        } else if (step.act === 'prune') {
          here.run({ type: 'prune', room: step.room, keep: { entries: step.keep } });
          wanted.prune(step.room, step.keep);
        } else if (step.act === 'search') here.found(step.room, 'tea');
        else if (step.act === 'move') for (let left = step.steps; left > 0; left--) here.move();
        else if (step.act === 'tidy') here.tidy();
        else if (step.act === 'fail') {
          // The time of a message is a whole number in the file: this one the database refuses.
          const [outcome] = here.run(publish('a', 'impossible', { at: 0.5 }), { type: 'end', room: 'b' });
          expect(outcome).toMatchObject({ fault: {} });
        } else {
          path = killedHere(path);
          here = openHere(path);
        }
      }
      const reopened = openHere(killedHere(path));
      for (const log of [here, reopened]) expect(stateOf(log, names, 'tea')).toEqual(wanted.state(names, 'tea'));
    }),
    { numRuns: 60 },
  );
});
