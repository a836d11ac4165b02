import { code, type Kind, type Wire } from './wire.js';

const message = code('4');

const kinds: Readonly<Record<number, Kind>> = { [code('2')]: 'message', [code('3')]: 'reply' };

/** Socket.IO protocol 5 inside Engine.IO protocol 4, over WebSocket from the start. */
export const socketioWire: Wire = {
  path: '/socket.io/?EIO=4&transport=websocket',
  peek: 2,
  kind: (bytes, at) => (bytes[at] === message ? (kinds[bytes[at + 1] ?? 0] ?? 'talk') : 'talk'),
  opening: () => undefined,
  answer(text, { nick, room }) {
    if (text === '2') return { send: '3' };
    if (text.startsWith('0')) return { send: '40' };
    if (text.startsWith('40')) return { send: `420${JSON.stringify(['join', { room, nick }])}` };
    if (text.startsWith('43')) return { entered: true };
    throw new Error(`The server refused: ${text}`);
  },
  say: (room, text) => `42["say",{"room":"${room}","text":"${text}"}]`,
};
