import type { Manners } from '../manners.js';

const HELLO = '客户端已连接!';

/** The Qt 6 client over WebSocket that takes files. Its first frame says that it is there. */
export const websocketFiles: Manners = {
  name: 'websocket-files',
  usual: { greeting: '', echo: false, voice: '' },
  introduces: true,
  renames: false,
  relays: false,
  files: true,
  read: (frame) => [frame === HELLO ? { does: 'come', written: frame } : { does: 'say', text: frame, written: frame }],
  recognises: ({ info }, first) => info.subprotocol === '' && first === HELLO,
  said: (nick, text) => `${nick}: ${text}`,
};
