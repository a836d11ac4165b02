import type { Manners } from '../manners.js';

/** The QML chat over WebSocket: no names, and everything comes back to whoever wrote it. */
export const qmlChat: Manners = {
  name: 'qml-chat',
  usual: { greeting: 'Welcome to Awesome Chat', echo: true, voice: '' },
  introduces: false,
  renames: false,
  relays: false,
  files: false,
  read: (frame) => [{ does: 'say', text: frame, written: frame }],
  said: (nick, text) => `${nick}: ${text}`,
};
