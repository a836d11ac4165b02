import type { HeritageProtocol } from '../manners.js';
import { parseNamed } from '../reading.js';

const COLON = ': ';

/** QServerChat: a web page over WebSocket. Every frame is `nick: text`; what it has sent it has shown already. */
export const qserverchat: HeritageProtocol = {
  name: 'qserverchat',
  defaults: { greeting: '', echo: false, serverPrefix: 'System: ' },
  announcesName: false,
  renames: true,
  relaysOriginal: true,
  files: false,
  read: (frame) => [parseNamed(frame, COLON)],
  // The page is opened from a file.
  detects: ({ info }) => info.origin === 'null',
  // The page puts what comes into its HTML.
  escape: (text) => text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`),
  formatMessage: (nick, text) => `${nick}${COLON}${text}`,
};
