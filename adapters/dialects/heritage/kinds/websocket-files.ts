import type { HeritageProtocol } from '../manners.js';

const HELLO = '客户端已连接!';

/** The Qt 6 client over WebSocket that takes files. Its first frame says that it is there. */
export const websocketFiles: HeritageProtocol = {
  name: 'websocket-files',
  defaults: { greeting: '', echo: false, serverPrefix: '' },
  announcesName: true,
  renames: false,
  relaysOriginal: false,
  files: true,
  read: (frame) => [
    frame === HELLO ? { action: 'join', original: frame } : { action: 'say', text: frame, original: frame },
  ],
  detects: ({ info }, first) => info.subprotocol === '' && first === HELLO,
  formatMessage: (nick, text) => `${nick}: ${text}`,
};
