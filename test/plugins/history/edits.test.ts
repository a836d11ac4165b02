import { describe, expect, test } from 'vitest';
import { type Entry, MemoryBroker, type Plugin, refuse } from '../../../core/index.js';
import { MOST_EDITS } from '../../../plugins/history/annotations/message-annotations.js';
import { profanity } from '../../../plugins/profanity/index.js';
import { countingRandom } from '../../support/random.js';
import { guestOf, openLobby, textsOf } from './support/history-fixture.js';

/** Ann and bob in the lobby. */
async function pair(others: readonly Plugin[] = []) {
  const lobby = await openLobby({}, {}, others);
  return { ...lobby, ann: await lobby.guest('ann'), bob: await lobby.guest('bob') };
}

describe('an edit', () => {
  test('puts the new text in the place of the old one, for everybody', async () => {
    const { ann, bob } = await pair();
    const place = await ann.says('teh');
    await ann.says('later');
    const edit = await ann.edits(place, 'the');
    const page = await bob.page();
    expect(textsOf(page)).toEqual(['the', 'later']);
    expect(page.entries[0]).toMatchObject({ offset: 1, kind: 'text', edited: { offset: edit.offset } });
    expect(page.entries[1]).not.toHaveProperty('edited');
    expect(page).toMatchObject({ from: 1, to: 3, end: 3 });
  });

  test('is told to the room as an entry of its own kind, which says what it is about', async () => {
    const { ann, bob } = await pair();
    const place = await ann.says('teh');
    await ann.edits(place, 'the');
    const said = await bob.peer.next('message');
    expect(await bob.peer.next('message')).toMatchObject({
      kind: 'edit',
      text: 'the',
      from: { nick: 'ann' },
      data: { target: { epoch: place.epoch, offset: place.offset }, id: said.id },
    });
  });

  test('says who made it only where that was somebody else', async () => {
    const { ann, bob } = await pair([allowing(() => true)]);
    const place = await ann.says('one');
    await ann.edits(place, 'two');
    expect((await ann.page()).entries[0]?.edited).not.toHaveProperty('by');
    await bob.edits(place, 'three');
    expect((await ann.page()).entries[0]).toMatchObject({ text: 'three', edited: { by: { nick: 'bob' } } });
  });

  test('of a message that was edited before replaces the earlier one', async () => {
    const { ann, bob } = await pair();
    const place = await ann.says('one');
    await ann.edits(place, 'two');
    const last = await ann.edits(place, 'three');
    const page = await bob.page();
    expect(textsOf(page)).toEqual(['three']);
    expect(page.entries[0]).toMatchObject({ edited: { offset: last.offset } });
    expect(JSON.stringify(page)).not.toMatch(/one|two/);
  });

  test('of an edit is refused', async () => {
    const { ann } = await pair();
    const edit = await ann.edits(await ann.says('one'), 'two');
    expect(await ann.peer.refused({ type: 'edit', room: 'lobby', ...at(edit), text: 'three' })).toBe(
      'HISTORY_NOT_A_MESSAGE',
    );
  });

  test('without a place changes what one said last', async () => {
    const { ann, bob } = await pair();
    await ann.says('mine');
    await bob.says('his');
    await ann.peer.ok({ type: 'edit', room: 'lobby', text: 'mine again' });
    expect(textsOf(await ann.page())).toEqual(['mine again', 'his']);
  });

  test('keeps an action an action', async () => {
    const { ann } = await pair();
    await ann.peer.ok({ type: 'say', room: 'lobby', kind: 'action', text: 'wvaes' });
    await ann.peer.ok({ type: 'edit', room: 'lobby', text: 'waves' });
    expect((await ann.page()).entries).toMatchObject([{ kind: 'action', text: 'waves' }]);
  });

  test('of what is no text is refused', async () => {
    const files: Plugin = {
      name: 'files',
      setup: (host) =>
        host.command({
          name: 'send',
          summary: 'Sends.',
          async run(_, session) {
            await host.chat.sayAs(session, { room: 'lobby', kind: 'file', text: 'cat.png' });
            return {};
          },
        }),
    };
    const { ann } = await pair([files]);
    await ann.peer.ok({ type: 'send' });
    expect(await ann.peer.refused({ type: 'edit', room: 'lobby', text: 'dog.png' })).toBe('HISTORY_NOT_A_MESSAGE');
  });

  test('passes the gates of publish with its new text', async () => {
    const { ann, bob } = await pair([profanity()]);
    await ann.edits(await ann.says('nice'), 'oh shit');
    expect(textsOf(await bob.page())).toEqual(['oh ****']);
  });

  test('that a gate refuses changes nothing', async () => {
    const { ann } = await pair([profanity({ mode: 'refuse' })]);
    const place = await ann.says('nice');
    expect(await ann.peer.refused({ type: 'edit', room: 'lobby', ...at(place), text: 'shit' })).toBe(
      'PROFANITY_REFUSED',
    );
    expect(textsOf(await ann.page())).toEqual(['nice']);
  });

  test('with a text that no message may have is refused', async () => {
    const { ann } = await pair();
    const place = await ann.says('nice');
    const edit = (text: string) => ann.peer.refused({ type: 'edit', room: 'lobby', ...at(place), text });
    expect(await edit('')).toBe('CHAT_TEXT_INVALID');
    expect(await edit('x'.repeat(4_001))).toBe('CHAT_TEXT_TOO_LONG');
  });

  test('sent again with its key is made once', async () => {
    const { ann } = await pair();
    const place = await ann.says('one');
    const first = await ann.peer.ok({ type: 'edit', room: 'lobby', ...at(place), text: 'two', key: 'k' });
    expect(await ann.peer.ok({ type: 'edit', room: 'lobby', ...at(place), text: 'two', key: 'k' })).toEqual(first);
  });

  test('in a conversation of two is folded for both', async () => {
    const { ann, bob } = await pair();
    const said = await ann.peer.ok({ type: 'tell', to: 'bob', text: 'psst' });
    const room = String(said.room);
    await guestOf(ann.peer, room).edits({ epoch: String(said.epoch), offset: Number(said.offset) }, 'hey');
    const page = await guestOf(bob.peer, room).page();
    expect(page.entries).toMatchObject([
      { text: 'hey', from: { nick: 'ann' }, to: { nick: 'bob' }, edited: { offset: 2 } },
    ]);
  });

  test('one more than count is refused', async () => {
    const broker = new MemoryBroker(countingRandom(), { entriesPerRoom: 2 * MOST_EDITS });
    const { guest } = await openLobby({}, { broker });
    const ann = await guest('ann');
    const place = await ann.says('0');
    for (let number = 1; number <= MOST_EDITS; number++) await ann.edits(place, String(number));
    const code = await ann.peer.refused({ type: 'edit', room: 'lobby', ...at(place), text: 'one more' });
    expect(code).toBe('HISTORY_TOO_MANY_EDITS');
    expect(textsOf(await ann.page())).toEqual([String(MOST_EDITS)]);
  });
});

describe('whoever edits or deletes', () => {
  test.each(['edit', 'delete'])('what is not theirs is refused: %s', async (type) => {
    const { ann, bob } = await pair();
    const place = await ann.says('mine');
    expect(await bob.peer.refused({ type, room: 'lobby', ...at(place), text: 'no' })).toBe('HISTORY_NOT_YOURS');
    expect(textsOf(await ann.page())).toEqual(['mine']);
  });

  test.each(['edit', 'delete'])('has left the room is refused: %s', async (type) => {
    const { ann } = await pair();
    const place = await ann.says('mine');
    await ann.peer.ok({ type: 'leave', room: 'lobby' });
    expect(await ann.peer.refused({ type, room: 'lobby', ...at(place), text: 'no' })).toBe('CHAT_NOT_IN_ROOM');
  });

  test.each(['edit', 'delete', 'react'])('means a message that is not there is refused: %s', async (type) => {
    const { ann } = await pair();
    const { epoch } = await ann.says('mine');
    const command = { type, room: 'lobby', text: 'no', emoji: '👍' };
    expect(await ann.peer.refused({ ...command, epoch, offset: 99 })).toBe('HISTORY_UNKNOWN');
    expect(await ann.peer.refused({ ...command, epoch, offset: 0 })).toBe('HISTORY_UNKNOWN');
    expect(await ann.peer.refused({ ...command, epoch: 'elsewhere', offset: 1 })).toBe('HISTORY_UNKNOWN');
  });

  test('may do so with what is not theirs where a gate of alter says so, which sees the message', async () => {
    const seen: unknown[] = [];
    const { ann, bob } = await pair([allowing((entry, what) => Boolean(seen.push([what, entry.message.text])))]);
    const place = await ann.says('spam');
    await bob.edits(place, 'less spam');
    await bob.deletes(place);
    expect(seen).toEqual([
      ['edit', 'spam'],
      ['delete', 'spam'],
    ]);
    expect((await ann.page()).entries).toMatchObject([{ kind: 'erased' }]);
  });

  test('may not do so with their own where a gate of alter says so', async () => {
    const { ann } = await pair([allowing(() => false)]);
    const place = await ann.says('for ever');
    expect(await ann.peer.refused({ type: 'delete', room: 'lobby', ...at(place) })).toBe('HISTORY_NOT_YOURS');
  });

  test('gets the refusal of a gate of alter as it is', async () => {
    const strict: Plugin = { name: 'strict', setup: (host) => host.gate('alter', () => refuse('STRICT_NO', 'No.')) };
    const { ann } = await pair([strict]);
    const place = await ann.says('for ever');
    expect(await ann.peer.refused({ type: 'edit', room: 'lobby', ...at(place), text: 'x' })).toBe('STRICT_NO');
  });
});

/** A plugin that decides who may alter what. */
function allowing(allow: (entry: Entry, what: string) => boolean): Plugin {
  return {
    name: 'allowing',
    setup: (host) => host.gate('alter', (request) => ({ ...request, allowed: allow(request.entry, request.what) })),
  };
}

const at = ({ epoch, offset }: { readonly epoch: string; readonly offset: number }) => ({ epoch, offset });
