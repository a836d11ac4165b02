import type { CaughtUp } from '../../../client/index.js';
import type { Fields } from '../../../client/machine/frame.js';
import type { Hand } from './hand.js';

/** Somebody else in a room. */
export const bob = { id: 'u-bob', nick: 'bob', wires: ['websocket/native'] };

/** A message in the lobby from bob, unless the fields say otherwise. */
export function message(offset: number, fields: Fields = {}): Fields {
  const from = { id: bob.id, nick: bob.nick };
  const text = `message ${offset}`;
  return {
    type: 'message',
    room: 'lobby',
    id: `m${offset}`,
    epoch: 'e1',
    offset,
    at: 5,
    from,
    kind: 'text',
    text,
    ...fields,
  };
}

/** The end of a recovery of the lobby, with nothing missed unless the fields say otherwise. */
export function recovered(offset: number, fields: Fields = {}): Fields {
  return {
    type: 'recovered',
    room: 'lobby',
    epoch: 'e1',
    offset,
    messages: 0,
    complete: true,
    members: [bob],
    ...fields,
  };
}

/** Goes into a room, at a place of its log. */
export function join(hand: Hand, room = 'lobby', offset = 0, epoch = 'e1'): void {
  hand.submit('join', { room });
  hand.answer({ type: 'ok', result: { room, epoch, offset, members: [bob] } });
}

/** The texts and offsets of the messages that were told, and the names of what else was. */
export function gist(told: readonly (readonly [string, ...unknown[]])[]): string[] {
  return told.map(([event, what, more]) => {
    if (event === 'caughtUp') {
      const { how, messages } = more as CaughtUp;
      return `caughtUp ${String(what)} ${how} ${messages}`;
    }
    if (event === 'message') return `message ${(what as { offset: number }).offset}`;
    return event === 'state' || event === 'welcome' || event === 'roster' ? `${event} ${String(what)}` : event;
  });
}
