import { code, type Wire } from './wire.js';

// Where the value of `type` begins in `{"type":"…`.
const mark = 9;
const message = code('m');

/** The JSON of the hand-written rooms server. */
export const wsWire: Wire = {
  path: '/',
  peek: mark + 1,
  kind: (bytes, at) => (bytes[at + mark] === message ? 'message' : 'reply'),
  opening: ({ nick, room }) => JSON.stringify({ type: 'join', nick, room }),
  answer: () => ({ entered: true }),
  say: (room, text) => `{"type":"say","room":"${room}","text":"${text}"}`,
};
