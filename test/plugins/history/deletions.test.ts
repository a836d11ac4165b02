import { describe, expect, test } from 'vitest';
import { type Plugin, refuse } from '../../../core/index.js';
import { guestOf, openLobby, textsOf } from './support/history-fixture.js';

/** Ann and bob in the lobby. */
async function pair(others: readonly Plugin[] = []) {
  const lobby = await openLobby({}, {}, others);
  return { ...lobby, ann: await lobby.guest('ann'), bob: await lobby.guest('bob') };
}

describe('a deletion', () => {
  test('leaves nothing of the message but its place', async () => {
    const { ann, bob } = await pair();
    const place = await ann.says('secret');
    await ann.says('later');
    await ann.deletes(place);
    const page = await bob.page();
    expect(page.entries).toMatchObject([
      { offset: 1, kind: 'erased', text: '', from: { nick: 'ann' } },
      { offset: 2, text: 'later' },
    ]);
    expect(page.entries).toHaveLength(2);
  });

  test('is told to the room as an entry of its own kind, which says what it is about', async () => {
    const { ann, bob } = await pair();
    const place = await ann.says('secret');
    await ann.deletes(place);
    const said = await bob.peer.next('message');
    expect(await bob.peer.next('message')).toMatchObject({
      kind: 'delete',
      data: { target: { epoch: place.epoch, offset: 1 }, id: said.id },
    });
  });

  test('erases the message and all of its edits in the log, so that nobody who comes back is given them', async () => {
    const { world, ann } = await pair();
    const place = await ann.says('secret one');
    await ann.edits(place, 'secret two');
    await ann.edits(place, 'secret three');
    await ann.deletes(place);
    const cid = await world.native('cid');
    await cid.ok({ type: 'join', room: 'lobby', after: { epoch: place.epoch, offset: 0 } });
    await cid.next('recovered');
    expect(cid.all('message').map(({ kind }) => kind)).toEqual(['erased', 'erased', 'erased', 'delete']);
    expect(JSON.stringify(cid.heard)).not.toContain('secret');
  });

  test('of a message with edits shows one place, not one for each edit', async () => {
    const { ann, bob } = await pair();
    const place = await ann.says('one');
    await ann.edits(place, 'two');
    await ann.edits(place, 'three');
    await ann.deletes(place);
    expect((await bob.page()).entries).toMatchObject([{ offset: 1, kind: 'erased' }]);
    expect((await bob.page()).entries).toHaveLength(1);
  });

  test('takes the reactions with it', async () => {
    const { ann, bob } = await pair();
    const place = await ann.says('one');
    await bob.reacts(place, '👍');
    await ann.deletes(place);
    expect((await bob.page()).entries[0]).not.toHaveProperty('reactions');
  });

  test('comes once: the second one is refused', async () => {
    const { ann } = await pair();
    const place = await ann.says('one');
    await ann.deletes(place);
    const { epoch, offset } = place;
    expect(await ann.peer.refused({ type: 'delete', room: 'lobby', epoch, offset })).toBe('HISTORY_GONE');
  });

  test.each(['edit', 'react'])('is the end: what comes after it is refused: %s', async (type) => {
    const { ann } = await pair();
    const { epoch, offset } = await ann.says('one');
    await ann.deletes({ epoch, offset });
    const command = { type, room: 'lobby', epoch, offset, text: 'two', emoji: '👍' };
    expect(await ann.peer.refused(command)).toBe('HISTORY_GONE');
  });

  test('of an edit, a reaction or a deletion is refused', async () => {
    const { ann } = await pair();
    const place = await ann.says('one');
    const edit = await ann.edits(place, 'two');
    const reaction = await ann.reacts(place, '👍');
    const deletion = await ann.deletes(await ann.says('other'));
    for (const { offset } of [edit, reaction, deletion]) {
      const code = await ann.peer.refused({
        type: 'delete',
        room: 'lobby',
        epoch: place.epoch,
        offset: Number(offset),
      });
      expect(code).toBe('HISTORY_NOT_A_MESSAGE');
    }
  });

  test('without a place takes what one said last, and goes on with what was before it', async () => {
    const { ann, bob } = await pair();
    for (const text of ['one', 'two']) await ann.says(text);
    await bob.says('his');
    await ann.peer.ok({ type: 'delete', room: 'lobby' });
    await ann.peer.ok({ type: 'delete', room: 'lobby' });
    expect(textsOf(await bob.page())).toEqual(['', '', 'his']);
    expect(await ann.peer.refused({ type: 'delete', room: 'lobby' })).toBe('HISTORY_UNKNOWN');
  });

  test('in a conversation of two is folded for both', async () => {
    const { ann, bob } = await pair();
    const { room, epoch, offset } = await ann.peer.ok({ type: 'tell', to: 'bob', text: 'psst' });
    await guestOf(ann.peer, String(room)).deletes({ epoch: String(epoch), offset: Number(offset) });
    expect((await guestOf(bob.peer, String(room)).page()).entries).toMatchObject([{ kind: 'erased', text: '' }]);
  });

  test('that a gate refuses erases nothing', async () => {
    const quiet: Plugin = {
      name: 'quiet',
      setup: (host) => host.gate('publish', (draft) => (draft.kind === 'delete' ? refuse('QUIET_NO', 'No.') : draft)),
    };
    const { ann } = await pair([quiet]);
    const { epoch, offset } = await ann.says('one');
    expect(await ann.peer.refused({ type: 'delete', room: 'lobby', epoch, offset })).toBe('QUIET_NO');
    expect(textsOf(await ann.page())).toEqual(['one']);
  });
});

describe('an edit that comes after the deletion in the log', () => {
  test('does not count, and its text is erased', async () => {
    const { world, ann, bob } = await pair();
    const { epoch, offset } = await ann.says('secret one');
    await ann.deletes({ epoch, offset });
    // As one that was on its way while the message was deleted.
    const data = { target: { epoch, offset }, id: 'x' };
    await world.hub.chat.say({ room: 'lobby', kind: 'edit', text: 'secret two', data });
    const page = await bob.page();
    expect(page.entries).toMatchObject([{ kind: 'erased', text: '' }]);
    expect(page.entries).toHaveLength(1);
    const cid = await world.native('cid');
    await cid.ok({ type: 'join', room: 'lobby', after: { epoch, offset: 0 } });
    await cid.next('recovered');
    expect(JSON.stringify(cid.heard)).not.toContain('secret');
  });
});

describe('a page in which everything is folded away', () => {
  test('is empty, says where it looked, and is gone on from', async () => {
    const { ann, bob, world } = await pair();
    const place = await ann.says('one');
    for (let count = 0; count < 450; count++) {
      const data = { target: { epoch: place.epoch, offset: place.offset }, id: 'x', on: count % 2 === 0 };
      await world.hub.chat.say({ room: 'lobby', kind: 'reaction', text: count % 2 === 0 ? '👍' : '-👍', data });
    }
    const pages = [];
    let before: { epoch: string; offset: number } | undefined;
    do {
      const page = await bob.page({ limit: 1, ...(before && { before }) });
      pages.push(page);
      before = { epoch: page.epoch, offset: page.from };
    } while (pages.at(-1)?.more);
    expect(pages.map(({ entries }) => entries.length)).toEqual([0, 1]);
    expect(pages.map(({ to }) => to)).toEqual([451, (pages[0]?.from ?? 0) - 1]);
    expect(pages[1]?.entries).toMatchObject([{ text: 'one', offset: 1 }]);
  });

  test('before its only message is empty and the last', async () => {
    const { ann, bob } = await pair();
    const place = await ann.says('one');
    const { epoch, offset } = await ann.edits(place, 'two');
    expect(
      await bob.page({ after: { epoch, offset: place.offset }, before: { epoch, offset: offset + 1 } }),
    ).toMatchObject({
      entries: [],
      from: 2,
      to: 2,
      more: false,
    });
  });
});
