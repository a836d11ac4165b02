import { describe, expect, test } from 'vitest';
import { fetchFile } from '../../../bench/files/client/fetch-file.js';
import { sourceOf } from '../../../bench/files/client/source.js';
import { ChatError, MemoryBroker, type Message, type Plugin, refuse } from '../../../core/index.js';
import { sizeText } from '../../../plugins/file-transfer/completion/announcement.js';
import { profanity } from '../../../plugins/profanity/index.js';
import { countingRandom } from '../../support/random.js';
import { textPeerNamed } from '../../support/text-peer.js';
import { refusalOf, sendSmall } from './support/files.js';
import { openTransferFixture } from './support/transfer-fixture.js';

const publicUrl = 'https://chat.example';

describe('a size', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [5_449, '5.4 kB'],
    [9_949, '9.9 kB'],
    [9_950, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [104_857_600, '105 MB'],
    [3_000_000_000, '3.0 GB'],
  ])('of %i bytes reads %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});

describe('a file in a room', () => {
  test('is told in its sender’s name, with what programs need', async () => {
    const { peer } = await openTransferFixture({ files: { publicUrl } });
    const [ann, bob] = [await peer('ann'), await peer('bob')];
    const source = sourceOf(5_000, 1);
    const { file, url } = await sendSmall(ann, { name: 'où est.txt', mediaType: 'text/plain' }, source);
    const address = `https://chat.example/files/${String(file)}/o%C3%B9%20est.txt`;
    expect(url).toBe(address);
    expect(await bob.next('message')).toMatchObject({
      kind: 'file',
      from: { nick: 'ann' },
      text: `où est.txt (5.0 kB) ${address}`,
      data: { file, name: 'où est.txt', size: 5_000, type: 'text/plain', sha256: source.sha256 },
    });
  });

  test('has no address where the server says none', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    expect((await sendSmall(ann)).url).toBeUndefined();
    expect(await ann.next('message')).toMatchObject({ text: 'a.txt (5.0 kB)' });
  });

  test('is a line for people who type', async () => {
    const { peer, world } = await openTransferFixture({ files: { publicUrl } });
    const carl = await textPeerNamed(world, 'carl');
    const { url } = await sendSmall(await peer('ann'));
    expect(await carl.reads()).toContain(`* ann sends a.txt (5.0 kB) ${String(url)}`);
  });

  test('is told once, however often its end is sent', async () => {
    const { peer, world } = await openTransferFixture();
    const ann = await peer('ann');
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 0 });
    for (let count = 0; count < 3; count++) ann.send({ type: 'file.end', transfer: String(transfer) });
    await world.settle();
    expect(ann.heard.filter(({ type }) => type === 'message')).toHaveLength(1);
  });

  test('is removed when the room does not let its sender speak, who is told why', async () => {
    const muted: Plugin = {
      name: 'muted',
      setup: (host) => host.gate('publish', () => refuse('ROOM_MUTED', 'You are muted.')),
    };
    const { peer, fileStore, told } = await openTransferFixture({ after: [muted] });
    expect(await refusalOf(sendSmall(await peer('ann')))).toBe('ROOM_MUTED');
    expect(fileStore.kept.size).toBe(0);
    expect(told).toEqual([['fileRefused', expect.objectContaining({ code: 'ROOM_MUTED' })]]);
  });

  test('is completed once, by whichever way its end comes first', async () => {
    const { peer, parts, fileStore, world } = await openTransferFixture();
    const bob = await peer('bob');
    const upload = await fileStore.begin(
      { name: 'a', size: 0, type: 'x/y' },
      { user: 'gone', nick: 'ann', room: 'lobby' },
    );
    const hold = upload.claim(() => {});
    const [first, second] = await Promise.all([
      parts.completion.complete(upload, hold),
      parts.completion.complete(upload, hold),
    ]);
    expect(first).toMatchObject({ room: 'lobby' });
    expect(second).toEqual(first);
    await world.settle();
    expect(bob.heard.filter(({ type }) => type === 'message')).toHaveLength(1);
  });

  test('is told by the plugin, under the sender’s nick, when the sender is gone', async () => {
    const { peer, parts, fileStore } = await openTransferFixture();
    const bob = await peer('bob');
    const upload = await fileStore.begin(
      { name: 'a', size: 0, type: 'x/y' },
      { user: 'gone', nick: 'ann', room: 'lobby' },
    );
    await parts.completion.complete(
      upload,
      upload.claim(() => {}),
    );
    expect(await bob.next('message')).toMatchObject({
      kind: 'file',
      from: { id: 'plugin:file-transfer', nick: 'ann' },
      text: 'a (0 B)',
    });
  });

  test('is not told for a sender who is here, and has left the room since', async () => {
    const { peer, parts, fileStore } = await openTransferFixture();
    await peer('bob');
    const ann = await peer('ann', []);
    const user = parts.host.chat.user('ann')?.id ?? '';
    const upload = await fileStore.begin({ name: 'a', size: 0, type: 'x/y' }, { user, nick: 'ann', room: 'lobby' });
    const hold = upload.claim(() => {});
    expect(await parts.completion.complete(upload, hold)).toMatchObject({ code: 'CHAT_NOT_IN_ROOM' });
    expect([fileStore.kept.size, ann.heard]).toEqual([0, []]);
  });

  test('is announced when the log failed after it had kept the message', async () => {
    class FailingBroker extends MemoryBroker {
      override publish(message: Message) {
        const done = super.publish(message);
        return message.kind === 'file' ? done.then(() => Promise.reject(new ChatError('CHAT_BROKER_FAILED'))) : done;
      }
    }
    const { peer, fileStore } = await openTransferFixture({ hub: { broker: new FailingBroker(countingRandom()) } });
    const ann = await peer('ann');
    const { file } = await sendSmall(ann);
    expect([fileStore.isPending(String(file)), ann.heard.filter(({ type }) => type === 'message').length]).toEqual([
      false,
      1,
    ]);
    expect(await ann.ask({ type: 'file.list', room: 'lobby' })).toMatchObject({ files: [{ file }] });
  });

  test('is told once when the log failed and is asked again', async () => {
    class FailingBroker extends MemoryBroker {
      failures = 0;
      override async known(...place: Parameters<MemoryBroker['known']>) {
        const found = await super.known(...place);
        if (found !== undefined && this.failures > -2) {
          this.failures--;
          throw new ChatError('CHAT_BROKER_FAILED');
        }
        return found;
      }
      override publish(message: Message) {
        const done = super.publish(message);
        if (message.kind !== 'file' || this.failures-- <= 0) return done;
        return done.then(() => Promise.reject(new ChatError('CHAT_BROKER_FAILED')));
      }
    }
    const broker = new FailingBroker(countingRandom());
    broker.failures = 1;
    const { peer, fileStore } = await openTransferFixture({ hub: { broker } });
    const ann = await peer('ann');
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 0 });
    expect(await refusalOf(ann.ask({ type: 'file.end', transfer: String(transfer) }))).toBe('CHAT_BROKER_FAILED');
    expect(await ann.ask({ type: 'file.list', room: 'lobby' })).toMatchObject({ files: [] });
    const { file } = await ann.ask({ type: 'file.end', transfer: String(transfer) });
    expect(fileStore.kept.has(String(file))).toBe(true);
    expect(ann.heard.filter(({ type }) => type === 'message')).toHaveLength(1);
    expect(await ann.ask({ type: 'file.list', room: 'lobby' })).toMatchObject({ files: [{ file }] });
  });
});

describe('a file for one person', () => {
  test('is told in the conversation of two, and nowhere else', async () => {
    const { peer, world } = await openTransferFixture();
    const [ann, bob, carl] = [await peer('ann'), await peer('bob'), await peer('carl')];
    const { room, file } = await sendSmall(ann, { to: 'Bob' });
    expect(await bob.next('message')).toMatchObject({ room, kind: 'file', to: { nick: 'bob' }, data: { file } });
    await world.settle();
    expect(carl.heard).toEqual([]);
    expect(await bob.ask({ type: 'file.list', room: String(room) })).toMatchObject({ files: [{ file }] });
    expect(await refusalOf(carl.ask({ type: 'file.list', room: String(room) }))).toBe('CHAT_NOT_IN_ROOM');
  });

  test('is a line for one who types', async () => {
    const { peer, world } = await openTransferFixture();
    const carl = await textPeerNamed(world, 'carl');
    await sendSmall(await peer('ann'), { to: 'carl' });
    expect(await carl.reads()).toContain('[→ carl] * ann sends a.txt (5.0 kB)');
  });

  test('needs somebody of that name', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    expect(await refusalOf(sendSmall(ann, { to: 'nobody' }))).toBe('CHAT_USER_UNKNOWN');
  });

  test('waits when the person has gone before its end', async () => {
    const { peer } = await openTransferFixture();
    const [ann, bob] = [await peer('ann'), await peer('bob')];
    const { transfer } = await ann.ask({ type: 'file.header', to: 'bob', name: 'a', size: 0 });
    await bob.ask({ type: 'quit' });
    await bob.over;
    expect(await refusalOf(ann.ask({ type: 'file.end', transfer: String(transfer) }))).toBe('CHAT_USER_UNKNOWN');
  });

  test('is not told for a sender who is gone', async () => {
    const { parts, fileStore } = await openTransferFixture();
    const owner = { user: 'gone', nick: 'ann', room: '@gone+other' };
    const upload = await fileStore.begin({ name: 'a', size: 0, type: 'x/y' }, owner);
    const hold = upload.claim(() => {});
    expect(await parts.completion.complete(upload, hold)).toMatchObject({ code: 'FILE_SENDER_GONE' });
    expect(fileStore.kept.size).toBe(0);
  });
});

describe('the name of a file', () => {
  test('that a gate has changed is the only one that anybody sees', async () => {
    const renaming: Plugin = {
      name: 'renaming',
      setup: (host) => host.gate('file', (request) => ({ ...request, name: 'dir/flower.txt', type: 'Text/Plain' })),
    };
    const { peer } = await openTransferFixture({ after: [renaming], files: { publicUrl } });
    const [ann, bob] = [await peer('ann'), await peer('bob')];
    const { file } = await sendSmall(ann, { name: 'weed.txt' });
    await bob.next('message');
    const header = await fetchFile(bob, { file: String(file), write() {} });
    const list = await bob.ask({ type: 'file.list', room: 'lobby' });
    expect([header.name, header.mediaType]).toEqual(['flower.txt', 'text/plain']);
    expect(JSON.stringify([bob.heard, list])).not.toContain('weed');
    expect(JSON.stringify([bob.heard, list])).toContain('flower.txt');
  });

  test.each(['before', 'after'] as const)(
    'is not given back when a filter that stands %s takes it away',
    async (place) => {
      const { peer, fileStore, world } = await openTransferFixture({ [place]: [profanity()], files: { publicUrl } });
      const [ann, bob] = [await peer('ann'), await peer('bob')];
      const outcome = await sendSmall(ann, { name: 'fuck.txt' }).catch((error: unknown) => error);
      const list = await bob.ask({ type: 'file.list', room: 'lobby' });
      await world.settle();
      expect(JSON.stringify([bob.heard, list, [...fileStore.kept]])).not.toContain('fuck');
      expect(outcome).toBeDefined();
    },
  );

  test('is not given back when a gate of `publish` takes it away', async () => {
    const censor: Plugin = {
      name: 'censor',
      setup: (host) => host.gate('publish', (draft) => ({ ...draft, text: draft.text.replaceAll('weed', '****') })),
    };
    const { peer, fileStore, world } = await openTransferFixture({ after: [censor], files: { publicUrl } });
    const [ann, bob] = [await peer('ann'), await peer('bob')];
    expect(await refusalOf(sendSmall(ann, { name: 'weed.txt' }))).toBe('FILE_NAME');
    await world.settle();
    expect([fileStore.kept.size, bob.heard]).toEqual([0, []]);
  });

  test('that a gate of `file` refuses never comes in', async () => {
    const strict: Plugin = {
      name: 'strict',
      setup: (host) =>
        host.gate('file', ({ name, size, type, room }) => refuse('STRICT_NO', [name, size, type, room].join(' '))),
    };
    const { peer, told } = await openTransferFixture({ after: [strict] });
    const ann = await peer('ann');
    const header = { type: 'file.header', room: 'lobby', name: '/x/a.txt', size: 7, mediaType: 'TEXT/plain' };
    await expect(ann.ask(header)).rejects.toThrow('STRICT_NO: a.txt 7 text/plain lobby');
    expect(told).toEqual([['fileRefused', expect.objectContaining({ code: 'STRICT_NO', name: 'a.txt', size: 7 })]]);
  });
});
