import { describe, expect, test } from 'vitest';
import { type Plugin, Refusal, refuse } from '../../../core/index.js';
import { openRoom } from './support/house.js';

const room = 'dev';

/** Deletes and edits the room's last message, as a plugin with a history does. */
const last = (): Plugin => ({
  name: 'last',
  setup(host) {
    for (const what of ['delete', 'edit'] as const) {
      host.command({
        name: `last.${what}`,
        summary: 'Changes the last message.',
        async run(_, session) {
          const { entries } = await host.chat.log.read(room, { limit: 1 });
          const [entry] = entries;
          if (entry === undefined) return refuse('LAST_NONE', 'There is none.');
          const allowed = entry.message.from.id === session.user?.id;
          const asked = await host.ask('alter', { what, entry, allowed }, session);
          if (asked instanceof Refusal) return asked;
          if (!asked.allowed) return refuse('LAST_NOT_YOURS', 'That is not yours.');
          const said = await host.chat.sayAs(session, { room, kind: what, text: 'x', data: entry.position.offset });
          return said instanceof Refusal ? said : { offset: said.receipt.position.offset };
        },
      });
    }
  },
});

const open = () => openRoom({}, { plugins: [last()] });

describe('a message is deleted', () => {
  test.each([
    ['mia', 'bob', undefined],
    ['ann', 'bob', undefined],
    ['ann', 'mia', undefined],
    ['bob', 'bob', undefined],
    ['bob', 'cat', 'LAST_NOT_YOURS'],
    ['mia', 'ann', 'LAST_NOT_YOURS'],
    ['bob', 'mia', 'LAST_NOT_YOURS'],
  ] as const)('by %s, when %s wrote it: %s', async (by, author, code) => {
    const { people } = await open();
    await people[author].ok({ type: 'say', room, text: 'oops' });
    expect((await people[by].ask({ type: 'last.delete' })).code).toBe(code);
  });

  test('by an operator in the room, whoever wrote it', async () => {
    const { op, ann } = await open();
    await op.ok({ type: 'join', room });
    await ann.ok({ type: 'say', room, text: 'oops' });
    await op.ok({ type: 'last.delete' });
  });

  test('and that is in the audit log, where it was another one’s', async () => {
    const { world, ann, mia, bob, acts } = await open();
    await bob.ok({ type: 'say', room, text: 'mine' });
    await bob.ok({ type: 'last.delete' });
    const before = acts.length;
    await bob.ok({ type: 'say', room, text: 'oops' });
    await mia.ok({ type: 'last.delete' });
    await world.settle();
    expect(acts.slice(before)).toMatchObject([{ act: 'delete', by: { nick: 'mia' }, who: { nick: 'bob' }, value: 3 }]);
    const { entries } = await ann.ok({ type: 'moderation.audit', room, limit: 1 });
    expect(entries).toMatchObject([{ act: 'delete', line: 'mia deleted a message of bob' }]);
  });

  test('and what is refused after all is not in the audit log', async () => {
    const { world, mia, bob, acts } = await openRoom({}, { plugins: [last(), deaf()] });
    await bob.ok({ type: 'say', room, text: 'oops' });
    const before = acts.length;
    expect(await mia.refused({ type: 'last.delete' })).toBe('DEAF');
    await mia.ok({ type: 'say', room, text: 'well' });
    await mia.ok({ type: 'last.delete' });
    await world.settle();
    expect(acts).toHaveLength(before);
  });
});

describe('a message is changed', () => {
  test('by its author alone, moderators or not', async () => {
    const { ann, bob } = await open();
    await bob.ok({ type: 'say', room, text: 'oops' });
    expect(await ann.refused({ type: 'last.edit' })).toBe('LAST_NOT_YOURS');
    await bob.ok({ type: 'last.edit' });
  });

  test('by nobody who is muted', async () => {
    const { ann, bob } = await open();
    await bob.ok({ type: 'say', room, text: 'oops' });
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
    expect(await bob.refused({ type: 'last.edit' })).toBe('MODERATION_MUTED');
  });
});

/** Refuses the first deletion. */
const deaf = (): Plugin => {
  let deletions = 0;
  return {
    name: 'deaf',
    setup: (host) =>
      host.gate('publish', (draft) => (draft.kind === 'delete' && deletions++ === 0 ? refuse('DEAF', 'No.') : draft), {
        phase: 'last',
      }),
  };
};
