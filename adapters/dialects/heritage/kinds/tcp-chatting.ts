import type { HeritageProtocol } from '../manners.js';
import { isUnframed, parseMessages, parseName } from '../reading.js';

const COLON = '：';
const LEAVING = '@断开连接@';

/** TCP_chatting: bare `name：text` over TCP, to everybody, whoever wrote it too. `@断开连接@` at the end means leaving. */
export const tcpChatting: HeritageProtocol = {
  name: 'tcp-chatting',
  defaults: { greeting: '服务器连接成功！', echo: true, serverPrefix: '[服务器]：' },
  announcesName: false,
  renames: false,
  relaysOriginal: true,
  files: false,
  read(frame, name) {
    if (!frame.endsWith(LEAVING)) return parseMessages(frame, name, COLON);
    const before = parseMessages(frame.slice(0, -LEAVING.length), name, COLON);
    return [...before, { action: 'leave', original: LEAVING }];
  },
  detects: (door, first) => isUnframed(door) && first !== undefined && parseName(first, COLON) !== undefined,
  // Its window takes for rich text what has a tag in it; what has none it shows as it is, entities too.
  escape: (text) => text.replaceAll(/<(?=[A-Za-z!/?])/g, '<\u200b'),
  formatMessage: (nick, text) => `${nick}${COLON}${text}`,
};
