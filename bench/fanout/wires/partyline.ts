import { code, type Kind, type Wire } from './wire.js';

// Where the value of `type` begins in `{"type":"…`.
const mark = 9;

const kinds: Readonly<Record<number, Kind>> = {
  [code('m')]: 'message',
  [code('o')]: 'reply',
  [code('w')]: 'talk',
  [code('e')]: 'talk',
  [code('b')]: 'talk',
};

/** The native dialect. A `say` has no `ref` and so no reply of its own: the peers acknowledge nothing either. */
export const partylineWire: Wire = {
  path: '/',
  subprotocol: 'partyline.v1',
  peek: mark + 1,
  kind: (bytes, at) => kinds[bytes[at + mark] ?? 0] ?? 'noise',
  opening: ({ nick }) => JSON.stringify({ type: 'hello', ref: 1, nick, protocol: 1, client: 'bench' }),
  answer(text, { room }) {
    if (text.startsWith('{"type":"welcome"')) return { send: JSON.stringify({ type: 'join', ref: 2, room }) };
    if (text.startsWith('{"type":"ok"')) return { entered: true };
    throw new Error(`The server refused: ${text}`);
  },
  say: (room, text) => `{"type":"say","room":"${room}","text":"${text}"}`,
};
