import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sqlite } from '../../../adapters/brokers/sqlite/index.js';
import { fileTransfer } from '../../../plugins/file-transfer/index.js';
import { history } from '../../../plugins/history/index.js';
import { moderation } from '../../../plugins/moderation/index.js';
import { profanity } from '../../../plugins/profanity/index.js';
import { textPeerNamed } from '../../support/text-peer.js';
import { openWorld } from '../../support/world.js';

/** Ann, who owns the den, and bob, on a hub with a log on disk and all that has doors of its own. */
async function den() {
  const dir = await mkdtemp(join(tmpdir(), 'partyline-doors-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const plugins = [profanity(), moderation(), history(), fileTransfer({ dir })];
  const world = await openWorld({ plugins, broker: sqlite({ path: ':memory:' }) });
  const ann = await world.native('ann', 'den');
  const bob = await world.native('bob', 'den');
  const says = (text: string) => ann.ok({ type: 'say', room: 'den', text });
  return { world, ann, bob, says };
}

const heardBy = (peer: { readonly heard: readonly unknown[] }): string => JSON.stringify(peer.heard);

describe('together with the plugins that have those doors', () => {
  test('an edit is masked, for those who are there and in the history', async () => {
    const { ann, bob, says } = await den();
    const { epoch, offset } = await says('oh sheet');
    await ann.ok({ type: 'edit', room: 'den', epoch, offset, text: 'oh shit' });
    const { entries } = await bob.ok({ type: 'history', room: 'den' });
    expect(entries).toMatchObject([{ text: 'oh ****', edited: {} }]);
    expect([heardBy(bob), heardBy(ann)].join()).not.toContain('shit');
  });

  test('an edit with /edit is masked', async () => {
    const { world, bob } = await den();
    const cat = await textPeerNamed(world, 'cat');
    await cat.types('/join den');
    await cat.types('oh sheet');
    cat.wire.send('/edit oh shit');
    const [, changed] = [await bob.next('message'), await bob.next('message')];
    expect(changed).toMatchObject({ kind: 'edit', text: 'oh ****' });
  });

  test('a reaction is refused', async () => {
    const { ann, bob, says } = await den();
    const { epoch, offset } = await says('hello');
    const wish = { type: 'react', room: 'den', epoch, offset };
    expect(await ann.refused({ ...wish, emoji: ':shit:' })).toBe('PROFANITY_REFUSED');
    await ann.ok({ ...wish, emoji: '👍' });
    const { entries } = await bob.ok({ type: 'history', room: 'den' });
    expect(entries).toMatchObject([{ reactions: { '👍': { count: 1 } } }]);
  });

  test('a topic is masked, for those who are there, those who come later and those who ask', async () => {
    const { world, ann, bob } = await den();
    expect(await ann.ok({ type: 'room.topic', room: 'den', topic: 'all that shit' })).toMatchObject({
      topic: 'all that ****',
    });
    expect(await bob.next('topic')).toMatchObject({ topic: 'all that ****' });
    const cat = await world.native('cat', 'den');
    expect(await cat.next('topic')).toMatchObject({ topic: 'all that ****' });
    await cat.ok({ type: 'room.topic', room: 'den' });
    expect([heardBy(bob), heardBy(cat)].join()).not.toContain('shit');
  });

  test('the name of a file is masked, in the room, in its list and in what is fetched', async () => {
    const { ann, bob } = await den();
    const { transfer } = await ann.ok({ type: 'file.header', room: 'den', name: 'holy shit.txt', size: 0 });
    const { file } = await ann.ok({ type: 'file.end', transfer });
    // An asterisk cannot be in the name of a file everywhere.
    const told = await bob.next('message');
    expect(told).toMatchObject({ kind: 'file', text: 'holy ____.txt (0 B)', data: { file, name: 'holy ____.txt' } });
    const list = await bob.ok({ type: 'file.list', room: 'den' });
    const got = await bob.ok({ type: 'file.get', file });
    const page = await bob.ok({ type: 'history', room: 'den' });
    expect(JSON.stringify([list, got, page])).toContain('holy ____.txt');
    expect(heardBy(bob)).not.toContain('shit');
  });

  test('what is searched for is not found under what was masked', async () => {
    const { bob, says } = await den();
    await says('shit happens');
    const search = async (text: string) => (await bob.ok({ type: 'search', room: 'den', text })).entries;
    expect(await search('shit')).toEqual([]);
    expect(await search('happens')).toMatchObject([{ text: '**** happens' }]);
  });

  test('a person who comes later begins with what is left of the last lines', async () => {
    const { world, says } = await den();
    await says('shit happens');
    const cat = await textPeerNamed(world, 'cat');
    const seen: unknown[] = [...(await cat.types('/join den'))];
    while (!seen.some((line) => String(line).includes('That was said before you came.')))
      seen.push(...(await cat.reads()));
    expect(seen.join('\n')).toContain('ann: **** happens');
  });

  test('last words are masked', async () => {
    const { world, bob } = await den();
    const cat = await textPeerNamed(world, 'cat');
    await cat.types('/join den');
    cat.wire.send('/quit no more of this shit');
    expect(await bob.next('left')).toMatchObject({ reason: 'no more of this ****' });
  });
});
