import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryBroker, MemoryStore } from '../../../../core/index.js';
import { annotationData, isAnnotation, reactionText } from '../../../../plugins/history/annotations/annotation.js';
import {
  type AnnotationIndex,
  createAnnotationIndex,
} from '../../../../plugins/history/annotations/annotation-index.js';
import { countingRandom } from '../../../support/random.js';
import { cutAfter } from '../support/cut.js';
import { type Act, type Expected, expectedOf } from '../support/model.js';

const ROOM = 'lobby';
const users = ['u1', 'u2', 'u3'];
const emoji = Array.from({ length: 24 }, (_, number) => `:e${number}:`);

/** Which message: so many messages back. */
const target = fc.integer({ min: 1, max: 6 });
const edit = fc.record({ what: fc.constant('edit' as const), target });
const deletion = fc.record({ what: fc.constant('delete' as const), target });
const say = fc.constant({ what: 'say' } as const);
const reactionWhere = (on: fc.Arbitrary<boolean>) =>
  fc.record({
    what: fc.constant('react' as const),
    target,
    user: fc.constantFrom(...users),
    emoji: fc.constantFrom(...emoji),
    on,
  });

/** All that happens in a room. */
const busy: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: say },
  { weight: 3, arbitrary: edit },
  { weight: 1, arbitrary: deletion },
  { weight: 8, arbitrary: reactionWhere(fc.boolean()) },
);
/** A few messages with more reactions than they can have. */
const crowded: fc.Arbitrary<Act> = fc.oneof(
  { weight: 1, arbitrary: say },
  { weight: 60, arbitrary: reactionWhere(fc.integer({ min: 0, max: 9 }).map((number) => number > 1)) },
);

/** Acts on messages that are there: where there is none so far back, something is said. */
function resolved(wishes: readonly Act[]): readonly Act[] {
  const said: number[] = [];
  return wishes.map((act, index) => {
    const there = act.what === 'say' ? undefined : said.at(-act.target);
    if (act.what !== 'say' && there !== undefined) return { ...act, target: there };
    said.push(index + 1);
    return { what: 'say' };
  });
}

/** A log, and what is kept beside it. */
async function openLog() {
  const broker = new MemoryBroker(countingRandom(), { entriesPerRoom: 10_000 });
  await broker.start({ entry() {}, signal() {} });
  const { epoch } = await broker.subscribe(ROOM);
  const store = new MemoryStore();
  let count = 0;
  const rest = { clock: { turn: (run: () => void) => run() }, later() {} };

  async function publish(act: Act): Promise<void> {
    const id = `m${++count}`;
    const from = { id: act.what === 'react' ? act.user : 'author', nick: 'nick' };
    const message = { id, room: ROOM, from, at: count, session: 's', kind: 'text', text: 'text' };
    if (act.what === 'say') return void (await broker.publish(message));
    const more = act.what === 'react' ? { on: act.on } : {};
    const text = act.what === 'react' ? reactionText(act.emoji, act.on) : 'text';
    const kind = act.what === 'react' ? 'reaction' : act.what;
    await broker.publish({ ...message, kind, text, data: annotationData({ epoch, offset: act.target }, 'x', more) });
  }

  /** A hub that is killed after so many changes. */
  const hub = (changes: number) => createAnnotationIndex({ ...cutAfter(changes, store, broker), ...rest });
  /** A hub whose store fails from time to time. */
  function frailHub() {
    const { mend, ...parts } = cutAfter(0, store, broker);
    const [notebook, another] = [
      createAnnotationIndex({ ...parts, ...rest }),
      createAnnotationIndex({ ...parts, ...rest }),
    ];
    return { mend, notebook, another };
  }
  return { broker, store, publish, hub, frailHub };
}

/** What a notebook and the log really say. */
async function foundIn(notebook: AnnotationIndex, broker: MemoryBroker): Promise<Expected> {
  const { entries } = await broker.read(ROOM, { limit: 10_000 });
  const notes = await notebook.annotations(
    ROOM,
    entries.map(({ position }) => position.offset),
  );
  const erased = entries.filter(({ message }) => message.kind === 'erased').map(({ position }) => position.offset);
  const messages = entries
    .filter(({ message, position }) => !isAnnotation(message.kind) && notes.get(position.offset)?.state !== 'hidden')
    .map(async ({ position: { offset } }) => {
      const note = notes.get(offset);
      const reactions: string[] = [];
      for (const one of emoji) {
        for (const user of users) {
          if (await notebook.hasReacted(ROOM, offset, one, user)) reactions.push(`${one} ${user}`);
        }
      }
      const counted = note?.reactions.reduce((sum, { count }) => sum + count, 0) ?? 0;
      expect(counted).toBe(reactions.length);
      return { offset, deleted: note?.state === 'deleted', edits: note?.edits ?? [], reactions: reactions.sort() };
    });
  return { erased, messages: await Promise.all(messages) };
}

test.each([
  ['a busy room', busy, 120, 100],
  ['a crowd that reacts', crowded, 250, 30],
])(
  'the notes are the same wherever the work is cut off, and however often: %s',
  async (_, wish, maxLength, numRuns) => {
    const cuts = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(wish, cuts), { maxLength, size: 'max' }), async (steps) => {
        const { broker, publish, hub } = await openLog();
        const acts = resolved(steps.map(([act]) => act));
        for (const [at, [, changes]] of steps.entries()) {
          await publish(acts[at] ?? { what: 'say' });
          // Most of the time nobody looks.
          if (at % 7 !== 0) continue;
          for (const some of changes)
            await hub(some)
              .fold(ROOM)
              .catch(() => undefined);
        }
        const last = hub(Number.POSITIVE_INFINITY);
        await last.fold(ROOM);
        expect(await foundIn(last, broker)).toEqual(expectedOf(acts));
      }),
      { numRuns },
    );
  },
);

test('one notebook that folds after each entry comes to the same as one that folds once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(busy, { maxLength: 120, size: 'max' }), async (wishes) => {
      const acts = resolved(wishes);
      const { broker, publish, hub } = await openLog();
      const notebook = hub(Number.POSITIVE_INFINITY);
      for (const one of acts) {
        await publish(one);
        await notebook.fold(ROOM);
      }
      expect(await foundIn(notebook, broker)).toEqual(expectedOf(acts));
    }),
    { numRuns: 50 },
  );
});

test('a notebook whose store fails goes on where it was', async () => {
  const cut = fc.integer({ min: 0, max: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(busy, cut), { maxLength: 60, size: 'max' }), async (steps) => {
      const { broker, publish, frailHub } = await openLog();
      const { mend, notebook } = frailHub();
      const acts = resolved(steps.map(([act]) => act));
      for (const [at, [, changes]] of steps.entries()) {
        await publish(acts[at] ?? { what: 'say' });
        mend(changes % 20);
        // Half of the time nobody looks.
        if (changes < 20) await notebook.fold(ROOM).catch(() => undefined);
      }
      mend(Number.POSITIVE_INFINITY);
      await notebook.fold(ROOM);
      expect(await foundIn(notebook, broker)).toEqual(expectedOf(acts));
    }),
    { numRuns: 50 },
  );
});

test('two notebooks that are at work at once, as while the plugin is reloaded, come to the same as one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(busy, fc.nat(3)), { maxLength: 60, size: 'max' }), async (steps) => {
      const { broker, publish, frailHub } = await openLog();
      const { mend, notebook, another } = frailHub();
      mend(Number.POSITIVE_INFINITY);
      const acts = resolved(steps.map(([act]) => act));
      const folding: Promise<unknown>[] = [];
      for (const [at, [, who]] of steps.entries()) {
        await publish(acts[at] ?? { what: 'say' });
        // Nobody waits for it.
        if (who > 0) folding.push((who > 1 ? notebook : another).fold(ROOM));
      }
      await Promise.all(folding);
      await notebook.fold(ROOM);
      expect(await foundIn(notebook, broker)).toEqual(expectedOf(acts));
    }),
    { numRuns: 50 },
  );
});

test('a notebook that is lost is made again from the log', async () => {
  const { broker, publish, hub } = await openLog();
  const acts: readonly Act[] = [
    { what: 'say' },
    { what: 'edit', target: 1 },
    { what: 'react', target: 1, user: 'u1', emoji: ':e1:', on: true },
  ];
  for (const one of acts) await publish(one);
  await hub(Number.POSITIVE_INFINITY).fold(ROOM);
  const empty = new MemoryStore();
  const { archive } = cutAfter(Number.POSITIVE_INFINITY, empty, broker);
  const again = createAnnotationIndex({ store: empty, archive, clock: { turn: (run) => run() }, later() {} });
  await again.fold(ROOM);
  expect(await foundIn(again, broker)).toEqual(expectedOf(acts));
});
