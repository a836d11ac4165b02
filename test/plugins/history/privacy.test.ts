import { describe, expect, test } from 'vitest';
import { type HubParts, isJsonObject, type Logger, MemoryBroker, type Plugin, silent } from '../../../core/index.js';
import type { HistoryOptions } from '../../../plugins/history/index.js';
import { countingRandom } from '../../support/random.js';
import { type Guest, guestOf, openLobby, type PageEntry, textsOf } from './support/history-fixture.js';

/** Ann, bob and an operator in the lobby. */
async function three(options: HistoryOptions = {}, others: readonly Plugin[] = [], parts: Partial<HubParts> = {}) {
  const broker = new MemoryBroker(countingRandom(), { entriesPerRoom: 10_000 });
  const operators = ({ user }: { readonly user: { readonly nick: string } | undefined }) => user?.nick === 'oper';
  const lobby = await openLobby({ operators, ...options }, { broker, ...parts }, others);
  const [ann, bob, oper] = [await lobby.guest('ann'), await lobby.guest('bob'), await lobby.guest('oper')];
  return { ...lobby, broker, ann, bob, oper };
}

/** The id of who wrote the first message of the lobby. */
async function authorOfFirst(guest: Guest): Promise<unknown> {
  const from = (await guest.page()).entries[0]?.from;
  return isJsonObject(from) ? from.id : undefined;
}

interface Part {
  readonly entries: readonly PageEntry[];
  readonly cursor?: string;
}

/** All parts of an export. */
async function exported({ peer }: Guest, wish = {}): Promise<readonly Part[]> {
  const parts: Part[] = [];
  let cursor: string | undefined;
  do {
    const part = (await peer.ok({ type: 'history.export', ...wish, ...(cursor && { cursor }) })) as unknown as Part;
    parts.push(part);
    cursor = part.cursor;
  } while (cursor !== undefined);
  return parts;
}

const textsIn = (parts: readonly Part[]) => parts.flatMap(({ entries }) => entries.map(({ text }) => text));

describe('an export', () => {
  test('has what one wrote in all rooms and conversations, also where one is no more, and nobody else’s', async () => {
    const { ann, bob } = await three();
    await ann.says('in the lobby');
    await bob.says('not mine');
    await ann.peer.ok({ type: 'tell', to: 'bob', text: 'to bob' });
    await ann.peer.ok({ type: 'join', room: 'attic' });
    await guestOf(ann.peer, 'attic').says('in the attic');
    await ann.peer.ok({ type: 'leave', room: 'attic' });
    expect([...textsIn(await exported(ann))].sort()).toEqual(['in the attic', 'in the lobby', 'to bob']);
  });

  test('has edits and reactions as they are in the log, and nothing of what is erased', async () => {
    const { ann } = await three();
    const place = await ann.says('teh');
    await ann.edits(place, 'the');
    await ann.reacts(place, '👍');
    await ann.deletes(await ann.says('secret'));
    const kinds = (await exported(ann)).flatMap(({ entries }) => entries.map(({ kind, text }) => [kind, text]));
    expect(kinds).toEqual([
      ['text', 'teh'],
      ['edit', 'the'],
      ['reaction', '👍'],
      ['delete', 'deleted a message'],
    ]);
  });

  test('comes in parts that fit, each entry once', async () => {
    const { ann } = await three();
    for (const room of ['lobby', 'attic']) {
      await ann.peer.ok({ type: 'join', room });
      for (let number = 0; number < 150; number++) await guestOf(ann.peer, room).says(`${room} ${number}`);
    }
    for (let number = 0; number < 60; number++) await ann.says(`${number} ${'語'.repeat(3_900)}`);
    const parts = await exported(ann);
    const texts = textsIn(parts);
    expect(texts).toHaveLength(360);
    expect(new Set(texts).size).toBe(360);
    expect(Math.max(...parts.map((part) => Buffer.byteLength(JSON.stringify(part))))).toBeLessThan(450_000);
    expect(parts.length).toBeGreaterThan(2);
  });

  test('of others is for operators', async () => {
    const { ann, bob, oper } = await three();
    await ann.says('mine');
    const user = await authorOfFirst(bob);
    expect(await bob.peer.refused({ type: 'history.export', user })).toBe('HISTORY_NOT_OPERATOR');
    expect(textsIn(await exported(oper, { user }))).toEqual(['mine']);
    expect(textsIn(await exported(ann, { user }))).toEqual(['mine']);
  });

  test.each([
    '',
    'x',
    'e30x',
    Buffer.from('[]').toString('base64url'),
    Buffer.from('{"after":5}').toString('base64url'),
    5,
  ])('goes on at a cursor that it gave, not at %j', async (cursor) => {
    const { ann } = await three();
    expect(await ann.peer.refused({ type: 'history.export', cursor })).toBe('CHAT_BAD_COMMAND');
  });
});

describe('an erasure', () => {
  test('must be confirmed', async () => {
    const { ann } = await three();
    await ann.says('mine');
    expect(await ann.peer.refused({ type: 'history.erase' })).toBe('HISTORY_CONFIRM');
    expect(await ann.peer.refused({ type: 'history.erase', confirm: 'yes' })).toBe('CHAT_BAD_COMMAND');
    expect(textsOf(await ann.page())).toEqual(['mine']);
  });

  test('takes what one wrote in all rooms, and nothing else', async () => {
    const { ann, bob } = await three();
    await ann.says('mine');
    await bob.says('his');
    const told = await ann.peer.ok({ type: 'tell', to: 'bob', text: 'psst' });
    expect(await ann.peer.ok({ type: 'history.erase', confirm: true })).toEqual({ erased: 2 });
    expect((await bob.page()).entries).toMatchObject([{ kind: 'erased', text: '' }, { text: 'his' }]);
    expect((await guestOf(bob.peer, String(told.room)).page()).entries).toMatchObject([{ kind: 'erased' }]);
    expect(textsIn(await exported(ann))).toEqual([]);
    expect(await ann.peer.ok({ type: 'history.erase', confirm: true })).toEqual({ erased: 0 });
  });

  test('takes all edits of one’s messages with it, whoever made them', async () => {
    const moderators: Plugin = {
      name: 'moderators',
      setup: (host) => host.gate('alter', (request) => ({ ...request, allowed: true })),
    };
    const { world, ann, bob } = await three({}, [moderators]);
    const place = await ann.says('secret one');
    await ann.edits(place, 'secret two');
    await bob.edits(place, 'secret three');
    await ann.peer.ok({ type: 'history.erase', confirm: true });
    const page = await bob.page();
    expect(page.entries).toHaveLength(1);
    expect(page.entries).toMatchObject([{ kind: 'erased', text: '' }]);
    const carl = await world.native('carl');
    await carl.ok({ type: 'join', room: 'lobby', after: { epoch: place.epoch, offset: 0 } });
    await carl.next('recovered');
    expect(JSON.stringify(carl.heard)).not.toContain('secret');
  });

  test('of an edit of somebody else’s message leaves neither text', async () => {
    const moderators: Plugin = {
      name: 'moderators',
      setup: (host) => host.gate('alter', (request) => ({ ...request, allowed: true })),
    };
    const { ann, bob } = await three({}, [moderators]);
    await bob.edits(await ann.says('old'), 'new');
    await bob.peer.ok({ type: 'history.erase', confirm: true });
    expect((await ann.page()).entries).toMatchObject([{ kind: 'erased', text: '', from: { nick: 'ann' } }]);
  });

  test('takes back one’s reactions, and leaves those of others', async () => {
    const { ann, bob, oper } = await three();
    const place = await oper.says('hello');
    for (const guest of [ann, bob]) await guest.reacts(place, '👍');
    await ann.reacts(place, '🎉');
    await ann.peer.ok({ type: 'history.erase', confirm: true });
    const { entries } = await bob.page();
    expect(entries).toHaveLength(1);
    expect(entries[0]?.reactions).toMatchObject({ '👍': { count: 1, by: [{ nick: 'bob' }] } });
    expect(entries[0]?.reactions).not.toHaveProperty('🎉');
    expect(await ann.reacts(place, '👍')).toMatchObject({ changed: true });
    expect((await bob.page()).entries[0]?.reactions).toMatchObject({ '👍': { count: 2 } });
  });

  test('is told to open clients, in rooms and in conversations', async () => {
    const { ann, bob, oper, world } = await three();
    const { epoch } = await ann.says('one');
    await bob.says('his');
    await ann.says('two');
    const told = await ann.peer.ok({ type: 'tell', to: 'bob', text: 'psst' });
    await ann.peer.ok({ type: 'history.erase', confirm: true });
    await world.settle();
    const lobby = { type: 'erased', room: 'lobby', epoch, offsets: [1, 3], line: '2 messages of ann are erased.' };
    expect(oper.peer.all('erased')).toEqual([lobby]);
    expect(bob.peer.all('erased')).toEqual([
      lobby,
      { type: 'erased', room: told.room, epoch: told.epoch, offsets: [1], line: 'A message of ann is erased.' },
    ]);
  });

  test('of others is for operators, is logged and counted', async () => {
    const lines: unknown[] = [];
    const logger: Logger = { ...silent, info: (fields, text) => void lines.push([fields.user, fields.erased, text]) };
    const { world, ann, bob, oper } = await three({}, [], { logger });
    const counted: unknown[] = [];
    world.hub.on('counted', (info) => void counted.push(info));
    await ann.says('mine');
    const user = await authorOfFirst(bob);
    const command = { type: 'history.erase', user, confirm: true };
    expect(await bob.peer.refused(command)).toBe('HISTORY_NOT_OPERATOR');
    expect(await oper.peer.ok(command)).toEqual({ erased: 1 });
    expect((await bob.page()).entries).toMatchObject([{ kind: 'erased' }]);
    expect(counted).toEqual([{ plugin: 'history', what: 'erased', amount: 1 }]);
    expect(lines).toEqual([[user, 1, 'erased by an operator']]);
  });

  test('that takes long is gone on with at a cursor', async () => {
    const { world, broker, ann, bob } = await three();
    for (const text of ['first', 'second', 'third']) await ann.says(text);
    const whole = broker.writings.bind(broker);
    broker.writings = async (author, after = '0') => {
      await world.clock.advance(5_000);
      const { entries } = await whole(author);
      const next = Number(after) + 1;
      return { entries: entries.slice(next - 1, next), next: next < entries.length ? String(next) : undefined };
    };
    const kinds = async () => (await bob.page()).entries.map(({ kind }) => kind);
    const first = await ann.peer.ok({ type: 'history.erase', confirm: true });
    expect(first).toMatchObject({ erased: 1, cursor: expect.any(String) });
    expect(await kinds()).toEqual(['erased', 'text', 'text']);
    const second = await ann.peer.ok({ type: 'history.erase', confirm: true, cursor: first.cursor });
    const third = await ann.peer.ok({ type: 'history.erase', confirm: true, cursor: second.cursor });
    expect(third).toEqual({ erased: 1 });
    expect(await kinds()).toEqual(['erased', 'erased', 'erased']);
  });
});
