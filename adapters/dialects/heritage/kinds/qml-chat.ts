import type { HeritageProtocol } from '../manners.js';

/** The QML chat over WebSocket: no names, and everything comes back to whoever wrote it. */
export const qmlChat: HeritageProtocol = {
  name: 'qml-chat',
  defaults: { greeting: 'Welcome to Awesome Chat', echo: true, serverPrefix: '' },
  announcesName: false,
  renames: false,
  relaysOriginal: false,
  files: false,
  read: (frame) => [{ action: 'say', text: frame, original: frame }],
  formatMessage: (nick, text) => `${nick}: ${text}`,
};
