import type { Manners } from '../manners.js';
import { isBare, nameIn, saidBy } from '../reading.js';

const COLON = '：';
const LEAVING = '@断开连接@';

/** TCP_chatting: bare `name：text` over TCP, to everybody, whoever wrote it too. `@断开连接@` at the end means leaving. */
export const tcpChatting: Manners = {
  name: 'tcp-chatting',
  usual: { greeting: '服务器连接成功！', echo: true, voice: '[服务器]：' },
  introduces: false,
  renames: false,
  relays: true,
  files: false,
  read(frame, name) {
    if (!frame.endsWith(LEAVING)) return saidBy(frame, name, COLON);
    const before = saidBy(frame.slice(0, -LEAVING.length), name, COLON);
    return [...before, { does: 'go', written: LEAVING }];
  },
  recognises: (door, first) => isBare(door) && first !== undefined && nameIn(first, COLON) !== undefined,
  // Its window takes for rich text what has a tag in it; what has none it shows as it is, entities too.
  harmless: (text) => text.replaceAll(/<(?=[A-Za-z!/?])/g, '<\u200b'),
  said: (nick, text) => `${nick}${COLON}${text}`,
};
