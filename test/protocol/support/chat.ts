import { comings } from './comings.js';
import type { Desk } from './desk.js';
import type { WireName } from './wires.js';

/** A chat in which every command, every reply, every event and many refusals occur, each field at least once. */
export async function chat(desk: Desk, wire: WireName): Promise<void> {
  const ann = await desk.call(wire);
  await ann.ask({ type: 'ping' });
  await ann.ask({ type: 'say', room: 'lobby', text: 'too early' });
  await ann.ask({ type: 'hello', nick: 'ann', protocol: 1, client: 'test/1.0', credentials: { password: 'secret' } });
  await ann.ask({ type: 'join', room: 'Lobby' });
  await ann.hear('notice');

  const bob = await desk.call(wire);
  await bob.ask({ type: 'hello' });
  await bob.ask({ type: 'nick', nick: 'bob' });
  await bob.ask({ type: 'join', room: 'lobby' });
  await ann.hear('joined');

  await ann.ask({ type: 'say', room: 'lobby', text: 'hi' });
  await ann.ask({
    type: 'say',
    room: '#LOBBY',
    text: 'waves',
    kind: 'action',
    key: 'k-1',
    data: { mood: ['sunny', 1] },
  });
  await ann.ask({ type: 'tell', to: 'bob', text: 'psst', key: 'k-2' });
  await bob.ask({ type: 'join', room: 'club' });
  await ann.ask({ type: 'who', room: 'lobby' });
  await ann.ask({ type: 'who', room: 'lobby', limit: 1 });
  await ann.ask({ type: 'who', room: 'lobby', after: '1' });
  await ann.ask({ type: 'rooms', limit: 1 });
  await ann.ask({ type: 'rooms', after: '2 lobby', prefix: 'l' });
  await ann.ask({ type: 'rooms', prefix: 'c' });
  await bob.ask({ type: 'leave', room: 'club' });

  await refusals(desk, wire);
  await bob.ask({ type: 'nick', nick: 'rob' });
  await ann.hear('renamed');
  await bob.ask({ type: 'leave', room: 'lobby' });
  await ann.hear('left');
  await bob.ask({ type: 'join', room: 'lobby' });
  await bob.ask({ type: 'quit', text: 'Good night' });
  await bob.hear('bye');
  await ann.hear('left');
  await comings(desk, wire, ann);

  const stopped = desk.hub.stop();
  await ann.hear('bye');
  await stopped;
}

async function refusals(desk: Desk, wire: WireName): Promise<void> {
  const eve = await desk.call(wire);
  await eve.ask({ type: 'hello', nick: 'ann' });
  await eve.ask({ type: 'hello', nick: 'eve' });
  await eve.ask({ type: 'hello', nick: 'eve' });
  await eve.ask({ type: 'join', room: 'attic' });
  await eve.ask({ type: 'say', room: 'lobby', text: 'am I in?' });
  await eve.ask({ type: 'say', room: 'attic', text: 'x'.repeat(4_001) });
  await eve.ask({ type: 'say', room: 'attic', text: ' ' });
  await eve.ask({ type: 'say', room: 'attic', text: 'HEY' });
  await eve.ask({ type: 'join', room: 'two words' });
  await eve.ask({ type: 'who', room: 'nowhere' });
  await eve.ask({ type: 'tell', to: 'nobody', text: 'psst' });
  eve.blurt('x'.repeat(131_073));
  await eve.hear('error');
  eve.blurt('{');
  await eve.hear('error');
  eve.blurt('[]');
  await eve.hear('error');
  await eve.hear('bye');
}

/** The codes that {@link chat} provokes. */
export const provoked: readonly string[] = [
  'CHAT_BAD_FRAME',
  'CHAT_DRAINING',
  'CHAT_FRAME_TOO_LARGE',
  'CHAT_LOGGED_IN',
  'CHAT_LOGIN_REQUIRED',
  'CHAT_NAME_INVALID',
  'CHAT_NICK_TAKEN',
  'CHAT_NOT_IN_ROOM',
  'CHAT_PROTOCOL',
  'CHAT_ROOM_UNKNOWN',
  'CHAT_SESSION_TAKEN',
  'CHAT_TEXT_INVALID',
  'CHAT_TEXT_TOO_LONG',
  'CHAT_USER_UNKNOWN',
  'GREETER_LOUD',
  'GREETER_PAUSE',
];
