import type { Manners } from '../manners.js';
import { named } from '../reading.js';

const COLON = ': ';

/** QServerChat: a web page over WebSocket. Every frame is `nick: text`; what it has sent it has shown already. */
export const qserverchat: Manners = {
  name: 'qserverchat',
  usual: { greeting: '', echo: false, voice: 'System: ' },
  introduces: false,
  renames: true,
  relays: true,
  files: false,
  read: (frame) => [named(frame, COLON)],
  // The page is opened from a file.
  recognises: ({ info }) => info.origin === 'null',
  // The page puts what comes into its HTML.
  harmless: (text) => text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`),
  said: (nick, text) => `${nick}${COLON}${text}`,
};
