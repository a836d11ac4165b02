import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/index.js';
import { type Guest, type HistoryPage, offsetsOf, openLobby, textsOf } from './support/history-fixture.js';
import { searchingBroker } from './support/searching.js';

/** Ann in the lobby of a hub whose broker can search. */
async function lobby() {
  const opened = await openLobby({}, { broker: searchingBroker() });
  return { ...opened, ann: await opened.guest('ann') };
}

const finds = async ({ peer }: Guest, text: string, wish: JsonObject = {}) =>
  (await peer.ok({ type: 'search', room: 'lobby', text, ...wish })) as unknown as HistoryPage;

describe('a search', () => {
  test('finds what was said, the oldest first', async () => {
    const { ann } = await lobby();
    for (const text of ['tea', 'milk', 'more tea']) await ann.says(text);
    const found = await finds(ann, 'tea');
    expect(textsOf(found)).toEqual(['tea', 'more tea']);
    expect(found).toMatchObject({ room: 'lobby', more: false, gap: false });
  });

  test('goes on before where the last page ends', async () => {
    const { ann } = await lobby();
    for (let number = 1; number <= 5; number++) await ann.says(`tea ${number}`);
    const page = await finds(ann, 'tea', { limit: 2 });
    expect([offsetsOf(page), page.more]).toEqual([[4, 5], true]);
    const next = await finds(ann, 'tea', { limit: 2, before: { epoch: page.epoch, offset: page.from } });
    expect([offsetsOf(next), next.more]).toEqual([[2, 3], true]);
    const last = await finds(ann, 'tea', { limit: 2, before: { epoch: page.epoch, offset: next.from } });
    expect([offsetsOf(last), last.more]).toEqual([[1], false]);
  });

  test('finds an edited message by its new text, in its place, and not by its old one', async () => {
    const { ann } = await lobby();
    const place = await ann.says('old words');
    await ann.edits(place, 'newer words');
    await ann.edits(place, 'newest words');
    expect((await finds(ann, 'newest')).entries).toMatchObject([
      { offset: 1, kind: 'text', text: 'newest words', edited: { offset: 3 } },
    ]);
    expect((await finds(ann, 'old')).entries).toEqual([]);
    expect((await finds(ann, 'newer')).entries).toEqual([]);
    expect((await finds(ann, 'words')).entries).toHaveLength(1);
  });

  test('finds nothing of what is deleted', async () => {
    const { ann } = await lobby();
    const place = await ann.says('secret one');
    await ann.edits(place, 'secret two');
    await ann.deletes(place);
    expect((await finds(ann, 'secret')).entries).toEqual([]);
  });

  test('does not take reactions and deletions for messages', async () => {
    const { ann } = await lobby();
    await ann.reacts(await ann.says('hello'), ':tea:');
    await ann.deletes(await ann.says('bye'));
    expect((await finds(ann, 'tea')).entries).toEqual([]);
    expect((await finds(ann, 'deleted')).entries).toEqual([]);
  });

  test('has what is known of a message besides its text', async () => {
    const { ann } = await lobby();
    await ann.reacts(await ann.says('tea'), '👍');
    expect((await finds(ann, 'tea')).entries).toMatchObject([{ reactions: { '👍': { count: 1, mine: true } } }]);
  });

  test('in which the broker finds much that is not shown goes on, in as many requests as it takes', async () => {
    const { ann } = await lobby();
    const place = await ann.says('tea');
    const last = await ann.says('tea, too');
    for (let number = 0; number < 30; number++) await ann.edits(last, `tea ${number}`);
    let page = await finds(ann, 'tea', { limit: 2 });
    const found = [...textsOf(page)];
    for (let asked = 0; page.more && asked < 10; asked++) {
      page = await finds(ann, 'tea', { limit: 2, before: { epoch: place.epoch, offset: page.from } });
      found.push(...textsOf(page));
    }
    expect(page.more).toBe(false);
    expect(found).toEqual(['tea 29', 'tea']);
  });

  test('of another life of the log begins at its end, and tells of a gap', async () => {
    const { ann } = await lobby();
    await ann.says('tea');
    const page = await finds(ann, 'tea', { before: { epoch: 'elsewhere', offset: 1 } });
    expect([textsOf(page), page.gap]).toEqual([['tea'], true]);
  });

  test('of a room where nothing was said finds nothing', async () => {
    const { ann } = await lobby();
    expect(await finds(ann, 'tea')).toEqual({ room: 'lobby', entries: [], more: false, gap: false });
  });

  test('must be about a room that one is in', async () => {
    const { ann } = await lobby();
    expect(await ann.peer.refused({ type: 'search', room: 'attic', text: 'tea' })).toBe('CHAT_NOT_IN_ROOM');
  });

  test('is refused where the broker cannot', async () => {
    const { guest } = await openLobby();
    const ann = await guest('ann');
    expect(await ann.peer.refused({ type: 'search', room: 'lobby', text: 'tea' })).toBe('HISTORY_NO_SEARCH');
  });
});
