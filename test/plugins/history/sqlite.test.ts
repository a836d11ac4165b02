import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sqlite } from '../../../adapters/brokers/sqlite/index.js';
import { type Guest, type HistoryPage, openLobby, textsOf } from './support/history-fixture.js';

/** Ann and bob in the lobby of a hub with a log in SQLite. */
async function pair(path = ':memory:', options = {}) {
  const lobby = await openLobby(options, { broker: sqlite({ path }) });
  return { ...lobby, ann: await lobby.guest('ann'), bob: await lobby.guest('bob') };
}

const finds = async ({ peer }: Guest, text: string) =>
  (await peer.ok({ type: 'search', room: 'lobby', text })) as unknown as HistoryPage;

describe('over SQLite', () => {
  test('pages have edits, deletions and reactions folded in', async () => {
    const { ann, bob } = await pair();
    const places = [await ann.says('teh'), await ann.says('secret'), await bob.says('hello')];
    const [first, second, third] = places;
    if (first === undefined || second === undefined || third === undefined) throw new Error('Nothing was said.');
    await ann.edits(first, 'the');
    await ann.deletes(second);
    await ann.reacts(third, '👍');
    const page = await bob.page();
    expect(page.entries).toMatchObject([
      { text: 'the', edited: { offset: 4 } },
      { kind: 'erased', text: '' },
      { text: 'hello', reactions: { '👍': { count: 1, by: [{ nick: 'ann' }] } } },
    ]);
    expect(page).toMatchObject({ from: 1, to: 6, end: 6, more: false, gap: false });
  });

  test('a search finds words in any case and script, by the newest text alone', async () => {
    const { ann, bob } = await pair();
    const place = await ann.says('Green TEA');
    await bob.says('今天天气很好');
    expect(textsOf(await finds(bob, 'tea green'))).toEqual(['Green TEA']);
    expect(textsOf(await finds(bob, '天气'))).toEqual(['今天天气很好']);
    await ann.edits(place, 'Black coffee');
    expect(textsOf(await finds(bob, 'tea'))).toEqual([]);
    expect((await finds(bob, 'coffee')).entries).toMatchObject([{ offset: 1, text: 'Black coffee', kind: 'text' }]);
  });

  test('a search finds forms, beginnings, phrases and emoji of the newest text, and nothing of what was before', async () => {
    const { ann, bob } = await pair();
    const place = await ann.says('нет серверов, hostname lost 🎉');
    const searches = ['сервер', 'hostna', '"hostname lost"', '🎉'];
    for (const text of searches) expect(textsOf(await finds(bob, text))).toEqual(['нет серверов, hostname lost 🎉']);
    await ann.edits(place, 'three databases running 👍🏽');
    for (const text of searches) expect(textsOf(await finds(bob, text))).toEqual([]);
    const newer = ['database', 'run', 'datab', '"databases running"', '👍'];
    for (const text of newer) expect(textsOf(await finds(bob, text))).toEqual(['three databases running 👍🏽']);
    await ann.deletes(place);
    for (const text of [...searches, ...newer]) expect(textsOf(await finds(bob, text))).toEqual([]);
  });

  test('what is deleted is in no page, no search and no recovery', async () => {
    const { world, ann, bob } = await pair();
    const place = await ann.says('secret one');
    await ann.edits(place, 'secret two');
    await ann.deletes(place);
    expect((await finds(bob, 'secret')).entries).toEqual([]);
    expect((await bob.page()).entries).toMatchObject([{ kind: 'erased', text: '' }]);
    const carl = await world.native('carl');
    await carl.ok({ type: 'join', room: 'lobby', last: 10 });
    await carl.next('recovered');
    expect(JSON.stringify(carl.heard)).not.toContain('secret');
  });

  test('one’s own messages can be had and erased', async () => {
    const { ann, bob } = await pair();
    for (const text of ['one', 'two']) await ann.says(text);
    await bob.says('his');
    const texts: unknown[] = [];
    let cursor: unknown;
    do {
      const part = await ann.peer.ok({ type: 'history.export', ...(cursor === undefined ? {} : { cursor }) });
      texts.push(...(part.entries as readonly { text: string }[]).map(({ text }) => text));
      cursor = part.cursor;
    } while (cursor !== undefined);
    expect(texts).toEqual(['one', 'two']);
    expect(await ann.peer.ok({ type: 'history.erase', confirm: true })).toEqual({ erased: 2 });
    expect(textsOf(await bob.page())).toEqual(['', '', 'his']);
    expect((await finds(bob, 'one')).entries).toEqual([]);
  });

  test('a cursor that nobody gave is refused or makes no difference', async () => {
    const { world, ann } = await pair();
    await ann.says('one');
    for (const part of ['', 'x', 'entries', 'entries x y', 'tray', 'tray 1', "'; DROP TABLE entries; --"]) {
      const cursor = Buffer.from(JSON.stringify({ part })).toString('base64url');
      for (const type of ['history.export', 'history.erase']) {
        const { code } = await ann.peer.ask({ type, cursor, confirm: true });
        expect([undefined, 'CHAT_BAD_COMMAND']).toContain(code);
      }
    }
    expect(world.failures).toEqual([]);
  });

  test('retention drops what is old', async () => {
    const { world, ann } = await pair(':memory:', { keep: { entries: 2 }, everyMs: 1_000 });
    for (const text of ['one', 'two', 'three']) await ann.says(text);
    const counted = new Promise((resolve) => world.hub.on('counted', resolve));
    await world.pass(1_000);
    expect(await counted).toMatchObject({ what: 'pruned', amount: 1 });
    expect(textsOf(await ann.page())).toEqual(['two', 'three']);
  });

  test('all of it is there when the file is opened again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'history-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'log.sqlite');
    const first = await pair(path);
    const place = await first.ann.says('teh');
    await first.ann.edits(place, 'the');
    await first.bob.reacts(place, '👍');
    await first.ann.deletes(await first.ann.says('secret'));
    await first.world.hub.stop();
    const { bob } = await pair(path);
    expect((await bob.page()).entries).toMatchObject([
      { text: 'the', reactions: { '👍': { count: 1 } } },
      { kind: 'erased', text: '' },
    ]);
    expect((await bob.page()).entries).toHaveLength(2);
  });
});
