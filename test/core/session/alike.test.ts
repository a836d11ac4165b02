import { describe, expect, test } from 'vitest';
import { reservedNicks } from '../../../core/index.js';
import { limitsWith } from '../../../core/limits.js';
import { NickIndex } from '../../../core/session/nick-index.js';
import { openWorld } from '../../support/world.js';

describe('a nick that looks like one that is taken', () => {
  test.each(['aIice', 'a1ice', 'AL1CE', 'ＡＬＩＣＥ', 'ᴀʟɪᴄᴇ'])('is refused at the login: %s', async (nick) => {
    const { native, stranger } = await openWorld();
    await native('alice');
    const eve = stranger();
    expect(await eve.ask({ type: 'hello', nick })).toMatchObject({
      code: 'CHAT_NICK_TAKEN',
      details: { suggestion: expect.stringMatching(/2$/) },
    });
  });

  test('is refused at a change of the nick, and free for its own user', async () => {
    const { native } = await openWorld();
    const tom = await native('tom');
    const eve = await native('eve');
    expect(await eve.refused({ type: 'nick', nick: 'torn' })).toBe('CHAT_NICK_TAKEN');
    expect(await tom.ok({ type: 'nick', nick: 'torn' })).toEqual({ nick: 'torn' });
    expect(await eve.refused({ type: 'nick', nick: 'tom' })).toBe('CHAT_NICK_TAKEN');
  });

  test('is free when the other user is gone', async () => {
    const { native, settle } = await openWorld();
    const coco = await native('coco');
    coco.wire.close();
    await settle();
    const other = await native('сосо');
    await other.ok({ type: 'ping' });
  });

  test('reaches the user whom one sees', async () => {
    const { native } = await openWorld();
    const ann = await native('ann');
    const bob = await native('b0b');
    await ann.ok({ type: 'tell', to: 'bob', text: 'hi' });
    expect(await bob.next('message')).toMatchObject({ to: { nick: 'b0b' } });
  });
});

test('the nick itself is found before one that looks like it', () => {
  const index = new NickIndex<{ nick: string }>(limitsWith(), []);
  for (const nick of ['karl', 'kari']) index.add({ nick });
  expect([index.find('KARI')?.nick, index.find('KARL')?.nick, index.isFree('KARI')]).toEqual(['kari', 'karl', false]);
});

describe('a reserved nick', () => {
  const looks = [
    'Server',
    'SYSTEM',
    'adrnin',
    'ADMlN',
    'adm1n',
    '0perator',
    'ｒｏｏｔ',
    'раrtуlinе',
    'partyIine',
    'a11',
    'modеrаtor',
  ];
  test.each([...reservedNicks, ...looks])('is not for users: %s', async (nick) => {
    const { stranger } = await openWorld();
    expect(await stranger().refused({ type: 'hello', nick })).toMatch(/^CHAT_N(?:ICK_TAKEN|AME_INVALID)$/);
  });

  test('is said to be reserved, with a free nick that does not look like it', async () => {
    const { stranger } = await openWorld();
    expect(await stranger().ask({ type: 'hello', nick: 'Admin' })).toMatchObject({
      code: 'CHAT_NICK_TAKEN',
      text: 'Admin is reserved; guest2 is free.',
      details: { suggestion: 'guest2' },
    });
  });

  test.each(['rooms', 'room101', 'alla', 'allan', 'hereward', 'adminton'])(
    'does not keep users from %s',
    async (nick) => {
      const { native } = await openWorld();
      await (await native(nick)).ok({ type: 'ping' });
    },
  );

  test('is what the list of the hub says, and its own name', async () => {
    const { native, stranger } = await openWorld({ reservedNicks: ['boss'] });
    expect(await stranger().refused({ type: 'hello', nick: 'b0ss' })).toBe('CHAT_NICK_TAKEN');
    expect(await stranger().refused({ type: 'hello', nick: 'PARTYL1NE' })).toBe('CHAT_NICK_TAKEN');
    await (await native('admin')).ok({ type: 'ping' });
  });

  test('is still usable by the server', async () => {
    const { hub, native } = await openWorld();
    const ann = await native('ann', 'lobby');
    await hub.chat.say({ room: 'lobby', text: 'hi', nick: 'admin' });
    expect(await ann.next('message')).toMatchObject({ from: { nick: 'admin' } });
  });
});
