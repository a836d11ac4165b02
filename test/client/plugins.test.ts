import { describe, expect, onTestFinished, test } from 'vitest';
import type { Client } from '../../client/index.js';
import type { FileData } from '../../client/plugins/index.js';
import { history } from '../../plugins/history/index.js';
import { moderation } from '../../plugins/moderation/index.js';
import { profanity } from '../../plugins/profanity/index.js';
import { createWorld } from '../../testkit/index.js';
import { bytesOf, fileHub, sha256 } from './files/support/hub.js';

const text = expect.any(String);
const number = expect.any(Number);
const person = { id: text, nick: text };
const acted = { room: 'lobby', line: text };

/** Ann, who runs the lobby, and bob, who is there. */
async function lobby() {
  const world = createWorld({
    plugins: [
      history(),
      moderation({ operators: () => false, publicRooms: [] }),
      profanity({ languages: ['en'], mode: 'hold', moderators: () => true }),
    ],
  });
  onTestFinished(world.close);
  const [ann] = world.join('lobby', 'ann');
  await world.settle();
  const [bob] = world.join('lobby', 'bob');
  await world.settle();
  /** Asks, and lets time go on until there is an answer. */
  async function ask<T>(run: (client: Client) => Promise<T>): Promise<T> {
    const asking = run(ann.client);
    await world.settle();
    return asking;
  }
  return { world, ann, bob, ask };
}

describe('what the types say of the commands of a plugin is what its replies bring', () => {
  test('of moderation', async () => {
    const { ask } = await lobby();
    const topic = { room: 'lobby', topic: 'tea', by: person, at: number };
    expect(await ask((ann) => ann.request('room.topic', { room: 'lobby', topic: 'tea' }))).toEqual({
      ...topic,
      line: text,
    });
    expect(await ask((ann) => ann.request('room.topic', { room: 'lobby' }))).toEqual(topic);
    expect(await ask((ann) => ann.request('room.slow', { room: 'lobby', seconds: 5 }))).toEqual({
      ...acted,
      seconds: 5,
    });
    expect(await ask((ann) => ann.request('room.role', { room: 'lobby', nick: 'bob', role: 'moderator' }))).toEqual({
      ...acted,
      role: 'moderator',
    });
    expect(await ask((ann) => ann.request('room.info', { room: 'lobby' }))).toEqual({
      room: 'lobby',
      access: 'open',
      role: 'owner',
      members: 2,
      slow: 5,
      topic: 'tea',
      by: person,
      at: number,
      owner: person,
      moderators: [person],
    });
    expect(await ask((ann) => ann.request('room.lock', { room: 'lobby', access: 'invite' }))).toEqual({
      ...acted,
      access: 'invite',
    });
    const invited = await ask((ann) => ann.request('room.invite', { room: 'lobby', user: 'u1' }));
    expect(invited).toEqual({ ...acted, until: number });
    expect(await ask((ann) => ann.request('room.uninvite', { room: 'lobby', user: 'u1' }))).toEqual(acted);
    const audit = await ask((ann) => ann.request('moderation.audit', { room: 'lobby', limit: 2 }));
    expect(audit).toMatchObject({ more: true, entries: [{ id: number, act: text, by: person, ...acted }, {}] });
  });

  test.each(['ban', 'mute'] as const)('of moderation: a %s', async (kind) => {
    const { ask } = await lobby();
    const terms = { room: 'lobby', nick: 'bob', seconds: 60, reason: 'spamming' };
    const set = await ask((ann) => ann.request(`room.${kind}`, terms));
    expect(set).toEqual({ ...acted, id: text, until: number });
    const listed = {
      id: set.id,
      label: 'bob',
      nick: 'bob',
      user: text,
      at: number,
      by: person,
      until: number,
      leftMs: number,
      newGuests: true,
      reason: 'spamming',
    };
    const list = await ask((ann) => ann.request(`room.${kind}s`, { room: 'lobby' }));
    expect(list).toEqual({ room: 'lobby', [`${kind}s`]: [listed], more: false });
    const lifted = await ask((ann) => ann.request(`room.un${kind}`, { room: 'lobby', id: set.id }));
    expect(lifted).toEqual({ ...acted, lifted: 1 });
  });

  test('of moderation: a kick', async () => {
    const { ask } = await lobby();
    const kick = await ask((ann) => ann.request('room.kick', { room: 'lobby', nick: 'bob' }));
    expect(kick).toEqual({ ...acted, sessions: 1 });
  });

  test('of history', async () => {
    const { world, ann, bob, ask } = await lobby();
    const kinds: unknown[] = [];
    ann.client.on('message', ({ kind, data }) => kinds.push([kind, data]));
    ann.say('teh tea');
    bob.say('hi ann');
    await world.settle();
    const place = { epoch: ann.receipts[0]?.epoch ?? '', offset: 1 };
    const target = { room: 'lobby', ...place };
    const change = { id: text, room: 'lobby', epoch: place.epoch, offset: number, at: number };
    expect(await ask(({ request }) => request('history.unread'))).toEqual({
      rooms: [{ room: 'lobby', epoch: place.epoch, end: 2, unread: 1, mentions: 1 }],
    });
    expect(await ask(({ request }) => request('history.read', target))).toEqual(target);
    expect(await ask(({ request }) => request('edit', { ...target, text: 'the tea' }))).toEqual(change);
    const react = { ...target, emoji: '🍵' };
    expect(await ask(({ request }) => request('react', react))).toEqual({ ...change, changed: true });
    expect(await ask(({ request }) => request('react', react))).toEqual({ room: 'lobby', changed: false });
    expect(await ask(({ request }) => request('history', { room: 'lobby', before: { ...place, offset: 2 } }))).toEqual({
      room: 'lobby',
      epoch: place.epoch,
      from: 1,
      to: 1,
      end: 4,
      more: false,
      gap: false,
      entries: [
        expect.objectContaining({
          kind: 'text',
          text: 'the tea',
          edited: { at: number, offset: 3 },
          reactions: { '🍵': { count: 1, by: [person], mine: true } },
        }),
      ],
    });
    expect(await ask(({ request }) => request('delete', target))).toEqual(change);
    const about = { target: place, id: ann.receipts[0]?.id };
    expect(kinds.slice(2)).toEqual([
      ['edit', about],
      ['reaction', { ...about, on: true }],
      ['delete', { ...about, edits: [3] }],
    ]);
    const { entries } = await ask(({ request }) => request('history.export'));
    expect(entries.at(-1)).toMatchObject({ room: 'lobby', kind: text, offset: number });
    expect(await ask(({ request }) => request('history.erase', { confirm: true }))).toEqual({ erased: number });
  });

  test('of profanity', async () => {
    const { world, bob, ask } = await lobby();
    bob.say('shit');
    bob.say('what shit');
    await world.settle();
    const { held } = await ask(({ request }) => request('profanity.held'));
    const [first, second] = held.map(({ id }) => id);
    expect(held).toHaveLength(2);
    expect(held[0]).toMatchObject({
      id: text,
      at: number,
      language: 'en',
      room: 'lobby',
      kind: 'text',
      from: person,
      nick: 'bob',
      text: 'shit',
    });
    expect(await ask(({ request }) => request('profanity.release', { id: first ?? '' }))).toEqual({
      id: text,
      room: 'lobby',
      epoch: text,
      offset: number,
      at: number,
    });
    expect(await ask(({ request }) => request('profanity.reject', { id: second ?? '' }))).toEqual({ id: second });
  });

  test('of file transfer', async () => {
    const { person: join } = await fileHub({ publicUrl: 'https://chat.example' });
    const ann = join('ann');
    const told = new Promise<FileData>((resolve) => {
      ann.on('message', (message) => {
        if (message.kind === 'file') resolve(message.data);
      });
    });
    const room = await ann.join('lobby');
    const { file } = await room.sendFile(bytesOf(10), { name: 'a.png', mediaType: 'image/png' }).done;
    const data = { file, name: 'a.png', size: 10, type: 'image/png', sha256: sha256(bytesOf(10)) };
    expect(await told).toEqual(data);
    const listed = { ...data, at: number, from: person, url: text };
    expect(await ann.request('file.list', { room: 'lobby' })).toEqual({ room: 'lobby', files: [listed], more: false });
    expect(await ann.request('file.ticket', { room: 'lobby' })).toEqual({
      url: text,
      room: 'lobby',
      expiresAt: number,
    });
    expect(await ann.request('file.remove', { file })).toEqual({ file });
  });
});
