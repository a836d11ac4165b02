import { describe, expect, test } from 'vitest';
import { openLobby, textsOf } from './support/history-fixture.js';

describe('a client cannot forge', () => {
  test.each(['edit', 'delete', 'reaction', 'erased'])('an entry of the kind %s', async (kind) => {
    const { guest } = await openLobby();
    const ann = await guest('ann');
    const mallory = await guest('mallory');
    const { epoch, offset } = await ann.says('mine');
    const data = { target: { epoch, offset }, id: 'x', on: true };
    const command = { type: 'say', room: 'lobby', kind, text: '👍', data };
    expect(await mallory.peer.refused(command)).toBe('CHAT_BAD_COMMAND');
    expect((await ann.page()).entries).toMatchObject([{ kind: 'text', text: 'mine' }]);
  });

  test.each(['text', 'action'])('anything by what goes beside a message of the kind %s', async (kind) => {
    const { guest } = await openLobby();
    const ann = await guest('ann');
    const mallory = await guest('mallory');
    const { epoch, offset } = await ann.says('mine');
    for (const what of ['edit', 'delete', 'reaction']) {
      const data = { kind: what, target: { epoch, offset }, id: 'x', edits: [offset], on: true };
      await mallory.peer.ok({ type: 'say', room: 'lobby', kind, text: '👍', data });
    }
    const page = await ann.page();
    expect(textsOf(page)).toEqual(['mine', '👍', '👍', '👍']);
    expect(page.entries[0]).not.toHaveProperty('edited');
    expect(page.entries[0]).not.toHaveProperty('reactions');
  });
});

describe('entries of the plugin’s kinds that make no sense change nothing', () => {
  test.each([
    undefined,
    5,
    {},
    { target: 5 },
    { target: { epoch: 'elsewhere', offset: 1 } },
    { target: { epoch: '', offset: -1 } },
    { target: { epoch: '', offset: 1.5 } },
    { target: { epoch: '', offset: 99 } },
    { target: { epoch: '' } },
  ])('%j', async (data) => {
    const { world, guest } = await openLobby();
    const ann = await guest('ann');
    const { epoch } = await ann.says('mine');
    const text = JSON.stringify(data)?.replace('"epoch":""', `"epoch":"${epoch}"`);
    const made = text === undefined ? {} : { data: JSON.parse(text) };
    for (const kind of ['edit', 'delete', 'reaction']) {
      await world.hub.chat.say({ room: 'lobby', kind, text: '👍', ...made });
    }
    const page = await ann.page();
    expect(page.entries).toMatchObject([{ kind: 'text', text: 'mine' }]);
    expect(page.entries[0]).not.toHaveProperty('reactions');
    expect(page.end).toBe(4);
    expect(world.failures).toEqual([]);
  });
});
