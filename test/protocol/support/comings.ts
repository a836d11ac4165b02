import type { JsonObject } from '../../../core/index.js';
import type { Desk } from './desk.js';
import type { Peer } from './peer.js';
import type { WireName } from './wires.js';

/** The fields of a frame that are objects themselves. */
export const inside = (frame: JsonObject, field: string): JsonObject => frame[field] as JsonObject;

/** The token that a `welcome` or `welcome`-like reply gives. */
export const tokenOf = (welcome: JsonObject): string => String(inside(welcome, 'resume').token);

/** The place that a reply or an event tells of. */
export function placeOf({ epoch, offset }: JsonObject): JsonObject {
  return { epoch: String(epoch), offset: Number(offset) };
}

/** Opens a connection and comes back on it with a token. */
export async function comeBack(
  desk: Desk,
  wire: WireName,
  fields: JsonObject,
): Promise<{ readonly peer: Peer; readonly welcome: JsonObject }> {
  const peer = await desk.call(wire);
  const welcome = await peer.ask({ type: 'hello', ...fields });
  return { peer, welcome };
}

/** People lose their connections and come back, in every way there is; `ann` is in the lobby and stays. */
export async function comings(desk: Desk, wire: WireName, ann: Peer): Promise<void> {
  const cat = await desk.call(wire);
  const token = tokenOf(await cat.ask({ type: 'hello', nick: 'cat', resume: true, heartbeat: true }));
  const place = placeOf(inside(await cat.ask({ type: 'join', room: 'lobby' }), 'result'));
  cat.cut();
  await ann.hear('presence');
  await ann.ask({ type: 'who', room: 'lobby' });

  const dan = await desk.call(wire);
  await dan.ask({ type: 'hello', nick: 'dan', resume: true });
  await dan.ask({ type: 'join', room: 'lobby' });
  for (let said = 0; said < 7; said++) await dan.ask({ type: 'say', room: 'lobby', text: `number ${said}` });
  dan.cut();
  await ann.hear('presence');

  const back = await comeBack(desk, wire, { resume: token, positions: { lobby: place } });
  await back.peer.hear('gap');
  await back.peer.hear('recovered');
  await ann.hear('presence');
  await again(desk, wire, back.peer, place);

  const taker = await comeBack(desk, wire, { resume: token });
  await back.peer.hear('bye');
  await taker.peer.hear('recovered');
  const [session] = desk.hub.chat.sessions().filter(({ user }) => user?.nick === 'cat');
  session?.close({ code: 'GREETER_PAUSE', text: 'Back in a moment.', mayReturn: true });
  await taker.peer.hear('bye');
  await comeBack(desk, wire, { nick: 'fay', resume: 'a-token-that-nobody-has' });
}

/** Out of the lobby and in again, from a place in its log. */
async function again(desk: Desk, wire: WireName, peer: Peer, place: JsonObject): Promise<void> {
  await peer.ask({ type: 'leave', room: 'lobby' });
  await peer.ask({ type: 'join', room: 'lobby', after: place });
  await peer.hear('recovered');
  await peer.ask({ type: 'leave', room: 'lobby' });
  await peer.ask({ type: 'join', room: 'lobby', last: 2, password: 'none is needed' });
  await peer.hear('recovered');
  const typist = await desk.call(wire);
  await typist.ask({ type: 'hello', nick: 'tess' });
  await typist.ask({ type: 'join', room: 'lobby' });
  await typist.ask({ type: 'typing', room: 'lobby' });
  await peer.hear('typing');
  await typist.ask({ type: 'typing', room: 'lobby', on: false });
  await peer.hear('typing');
}
