import { describe, expect, test } from 'vitest';
import { textPeerNamed } from '../../support/text-peer.js';
import { refusalOf, sendSmall } from './support/files.js';
import { openTransferFixture } from './support/transfer-fixture.js';

const publicUrl = 'https://chat.example';

describe('the list of files', () => {
  test('has those of the room, the newest first, part by part', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann', ['lobby', 'attic']);
    for (const name of ['one', 'two', 'three']) await sendSmall(ann, { name });
    await sendSmall(ann, { name: 'elsewhere', room: 'attic' });
    const names = async (query: object) => {
      const { files, more } = await ann.ask({ type: 'file.list', room: '#Lobby', ...query });
      return [(files as { name: string }[]).map(({ name }) => name), more];
    };
    expect(await names({})).toEqual([['three', 'two', 'one'], false]);
    expect(await names({ limit: 2 })).toEqual([['three', 'two'], true]);
    const { files } = await ann.ask({ type: 'file.list', room: 'lobby', limit: 2 });
    expect(await names({ before: (files as { file: string }[])[1]?.file })).toEqual([['one'], false]);
  });

  test('says of each file what it is, whose, and where', async () => {
    const { peer, world } = await openTransferFixture({ files: { publicUrl } });
    const ann = await peer('ann');
    const { file, sha256, url } = await sendSmall(ann, { mediaType: 'text/plain' });
    const { files } = await ann.ask({ type: 'file.list', room: 'lobby' });
    expect(JSON.stringify(files)).toBe(
      JSON.stringify([
        {
          ...{ file, name: 'a.txt', size: 5_000, type: 'text/plain', sha256, at: world.clock.now() },
          from: { id: world.hub.chat.user('ann')?.id, nick: 'ann' },
          url,
        },
      ]),
    );
  });

  test('is for those who are in the room', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann', []);
    expect(await refusalOf(ann.ask({ type: 'file.list', room: 'lobby' }))).toBe('CHAT_NOT_IN_ROOM');
  });

  test.each([{ limit: 0 }, { limit: 101 }, { before: '' }, { room: 7 }])('is refused with %j', async (fields) => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    expect(await refusalOf(ann.ask({ type: 'file.list', room: 'lobby', ...fields }))).toBe('CHAT_BAD_COMMAND');
  });
});

describe('removing a file', () => {
  test('is for its sender', async () => {
    const { peer, fileStore } = await openTransferFixture();
    const [ann, bob] = [await peer('ann'), await peer('bob')];
    const { file } = await sendSmall(ann);
    expect(await refusalOf(bob.ask({ type: 'file.remove', file: String(file) }))).toBe('FILE_NOT_YOURS');
    expect(await ann.ask({ type: 'file.remove', file: String(file) })).toEqual({ file });
    expect(fileStore.kept.size).toBe(0);
    expect(await refusalOf(ann.ask({ type: 'file.remove', file: String(file) }))).toBe('FILE_UNKNOWN');
  });

  test('is for operators', async () => {
    const { peer } = await openTransferFixture({ files: { operators: ({ user }) => user?.nick === 'olga' } });
    const { file } = await sendSmall(await peer('ann'));
    const olga = await peer('olga');
    expect(await olga.ask({ type: 'file.remove', file: String(file) })).toEqual({ file });
  });
});

describe('a person who types', () => {
  test('/files lists what is in the room, the oldest first', async () => {
    const { peer, world } = await openTransferFixture({ files: { publicUrl } });
    const carl = await textPeerNamed(world, 'carl');
    expect(await carl.types('/files')).toEqual(['-- There are no files here.']);
    const ann = await peer('ann');
    const one = await sendSmall(ann, { name: 'one.txt' });
    const two = await sendSmall(ann, { name: 'two.txt' });
    await carl.reads();
    const lines = (await carl.types('/files')).join('\n').replaceAll(/^(?:--)? +/gm, '');
    expect(lines).toBe(
      [`one.txt (5.0 kB) from ann ${String(one.url)}`, `two.txt (5.0 kB) from ann ${String(two.url)}`].join('\n'),
    );
  });

  test('/send gives an address for one file and says what to do with it', async () => {
    const { world, parts } = await openTransferFixture({ files: { publicUrl } });
    const carl = await textPeerNamed(world, 'carl');
    const [line] = await carl.types('/send');
    const [, secret = ''] = /curl -T FILE https:\/\/chat\.example\/files\/new\/([\w-]{32})\/$/.exec(String(line)) ?? [];
    expect(parts.tickets.take(secret)?.owner).toMatchObject({ nick: 'carl', room: 'lobby' });
    expect(parts.tickets.take(secret)).toBeUndefined();
  });

  test('/send NICK is for one person', async () => {
    const { world, parts, peer } = await openTransferFixture({ files: { publicUrl } });
    await peer('ann');
    const carl = await textPeerNamed(world, 'carl');
    const [line] = await carl.types('/send ann');
    const secret = /new\/([\w-]+)\//.exec(String(line))?.[1] ?? '';
    expect(parts.tickets.take(secret)?.owner.room).toMatch(/^@.+\+/);
    expect(await carl.types('/send nobody')).toEqual(['! There is no nobody here.']);
  });

  test('/send says so where the server has no address', async () => {
    const { world } = await openTransferFixture();
    const carl = await textPeerNamed(world, 'carl');
    expect(await carl.types('/send')).toEqual(['! This server has no address for files.']);
  });

  test('/help has both', async () => {
    const { world } = await openTransferFixture();
    const carl = await textPeerNamed(world, 'carl');
    const help = (await carl.types('/help')).join('\n');
    expect(help).toContain('/files');
    expect(help).toContain('/send [NICK]');
  });
});
