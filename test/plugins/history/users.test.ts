import { describe, expect, test } from 'vitest';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { type HistoryOptions, history } from '../../../plugins/history/index.js';
import { type TextPeer, textPeerNamed } from '../../support/text-peer.js';
import { openWorld, type World } from '../../support/world.js';
import { guestOf } from './support/history-fixture.js';

/** Bob with a native client, and a hub that people come to. */
async function lobby(options?: HistoryOptions) {
  const world = await openWorld({ plugins: [history(options)], dialect: auto({ text: text({ prompt: true }) }) });
  const bob = guestOf(await world.native('bob', 'lobby'), 'lobby');
  return { world, bob, person: (nick: string) => textPeerNamed(world, nick) };
}

const linesOf = (frames: readonly unknown[]): readonly string[] => frames.flatMap((frame) => String(frame).split('\n'));

/** What a person reads after having typed a line. */
async function typed(person: TextPeer, line: string): Promise<readonly string[]> {
  return linesOf(await person.types(line));
}

/** All that somebody reads who comes into the lobby. */
async function readsOnEntry(world: World, nick: string): Promise<readonly string[]> {
  const wire = world.connect();
  const seen: string[] = [];
  wire.onframe = (frame) => seen.push(...linesOf([frame]));
  await world.pass(300);
  wire.send(nick);
  await world.settle();
  return seen;
}

describe('on entry', () => {
  test('people read the last lines, as many as the option says, and that they are old', async () => {
    const { world, bob } = await lobby({ entry: 2 });
    for (const line of ['one', 'two', 'three']) await bob.says(line);
    const lines = await readsOnEntry(world, 'ann');
    expect(lines.filter((line) => /^bob:|before you came/.test(line))).toEqual([
      'bob: two',
      'bob: three',
      '-- That was said before you came.',
    ]);
  });

  test.each([
    [{}, 10],
    [{ entry: 0 }, 0],
  ])('with the options %j they are %i', async (options, count) => {
    const { world, bob } = await lobby(options);
    for (let number = 0; number < 15; number++) await bob.says(`line ${number}`);
    const lines = await readsOnEntry(world, 'ann');
    expect(lines.filter((line) => line.startsWith('bob:'))).toHaveLength(count);
  });

  test('native clients get what they ask for, and no more', async () => {
    const { world, bob } = await lobby();
    for (const line of ['one', 'two', 'three']) await bob.says(line);
    const ann = await world.native('ann', 'lobby');
    await world.settle();
    expect(ann.all('message')).toEqual([]);
    const carl = await world.native('carl');
    await carl.ok({ type: 'join', room: 'lobby', last: 1 });
    await carl.next('recovered');
    expect(carl.all('message')).toMatchObject([{ text: 'three' }]);
  });
});

describe('/history', () => {
  test('lists the last lines of the room, folded, with their time', async () => {
    const { world, bob, person } = await lobby({ entry: 0 });
    const ann = await person('ann');
    const place = await bob.says('teh');
    await bob.edits(place, 'the');
    await bob.reacts(place, '👍');
    await bob.peer.ok({ type: 'say', room: 'lobby', kind: 'action', text: 'waves' });
    await bob.deletes(await bob.says('secret'));
    await ann.reads();
    const time = new Date(world.clock.now()).toISOString().slice(0, 16).replace('T', ' ');
    expect(await typed(ann, '/history')).toEqual([
      '-- Said before in #lobby, times in UTC:',
      `  ${time} bob: the (edited) [👍 1]`,
      `  ${time} * bob waves`,
      `  ${time} bob: (deleted)`,
    ]);
    expect(await typed(ann, '/history 1')).toEqual([
      '-- Said before in #lobby, times in UTC:',
      `  ${time} bob: (deleted)`,
    ]);
  });

  test('lists the first lines of a long message, each indented, whatever breaks them', async () => {
    const { world, bob, person } = await lobby({ entry: 0 });
    const ann = await person('ann');
    await bob.says(`a\u2028b\n${'c\n'.repeat(20)}`);
    await ann.reads();
    const time = new Date(world.clock.now()).toISOString().slice(0, 16).replace('T', ' ');
    expect(await typed(ann, '/history')).toEqual([
      '-- Said before in #lobby, times in UTC:',
      `  ${time} bob: a`,
      '      b',
      ...Array.from({ length: 8 }, () => '      c'),
      '      … 13 more lines',
    ]);
  });

  test('keeps anybody from writing a line that looks like somebody else’s', async () => {
    const { bob, person } = await lobby({ entry: 0 });
    const ann = await person('ann');
    await bob.says('hello\n  1970-01-01 00:16 carl: I resign');
    await ann.reads();
    const lines = await typed(ann, '/history');
    expect(lines.slice(2)).toEqual(['        1970-01-01 00:16 carl: I resign']);
  });

  test('says that there is nothing, and what it understands', async () => {
    const { person } = await lobby();
    const ann = await person('ann');
    await ann.reads();
    expect(await typed(ann, '/history')).toEqual(['-- Nothing was said here before.']);
    expect(await typed(ann, '/history lots')).toEqual(['! The field limit must be a whole number from 1 to 100.']);
    expect((await typed(ann, '/help')).join('\n')).toMatch(/\/history \[N\] +Shows what was said here before\./);
  });
});

describe('what people change', () => {
  test('/edit changes their last message, and is read by others as such', async () => {
    const { bob, person } = await lobby();
    const ann = await person('ann');
    const carl = await person('carl');
    await ann.types('teh');
    await bob.says('eh?');
    await Promise.all([ann.reads(), carl.reads()]);
    expect(await typed(ann, '/edit the')).toEqual(['-- Changed.']);
    expect(await carl.reads()).toEqual(['ann (edited): the']);
    expect((await bob.page()).entries).toMatchObject([{ text: 'the' }, { text: 'eh?' }]);
  });

  test('/delete deletes their last message, and is read by others as such', async () => {
    const { bob, person } = await lobby();
    const ann = await person('ann');
    const carl = await person('carl');
    await ann.types('secret');
    await carl.reads();
    expect(await typed(ann, '/delete')).toEqual(['-- Deleted.']);
    expect(await carl.reads()).toEqual(['* ann deleted a message']);
    expect((await bob.page()).entries).toMatchObject([{ kind: 'erased' }]);
    expect(await typed(ann, '/delete')).toEqual(['! No such message in this room.']);
  });

  test('/react puts an emoji on the last message, and takes it back', async () => {
    const { bob, person } = await lobby();
    const ann = await person('ann');
    const carl = await person('carl');
    await bob.says('hello');
    await carl.reads();
    expect((await ann.types('/react 👍')).at(-1)).toBe('-- Done.');
    expect(await carl.reads()).toEqual(['* ann: 👍']);
    expect((await bob.page()).entries[0]?.reactions).toMatchObject({ '👍': { count: 1 } });
    await ann.types('/react -👍');
    expect(await carl.reads()).toEqual(['* ann: -👍']);
    expect((await bob.page()).entries[0]).not.toHaveProperty('reactions');
    expect(await typed(ann, '/react nice')).toEqual(['! A reaction is one emoji, or the name of one, like :tada:.']);
  });

  test('/search says that it cannot be, where the broker cannot', async () => {
    const { person } = await lobby();
    const ann = await person('ann');
    await ann.reads();
    expect(await typed(ann, '/search tea')).toEqual(['! What was said here cannot be searched.']);
  });
});
