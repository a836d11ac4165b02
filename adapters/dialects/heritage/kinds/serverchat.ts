import type { HeritageProtocol, ParsedMessage } from '../manners.js';
import { isUnframed, parseMessages } from '../reading.js';

const COLON = ': ';
const JOINED = '进入聊天';
const LEFT = '离开聊天';

/** ServerChat: bare text over TCP, to everybody: `name进入聊天` at first, `name: text`, and `name离开聊天` at the end. */
export const serverchat: HeritageProtocol = {
  name: 'serverchat',
  defaults: { greeting: '', echo: true, serverPrefix: '服务器: ' },
  announcesName: true,
  renames: false,
  relaysOriginal: true,
  files: false,
  read(frame, known) {
    const coming = parseJoin(frame, known);
    const name = coming?.name ?? known;
    const rest = frame.slice(coming?.original.length ?? 0);
    const going = name !== undefined && rest.endsWith(name + LEFT);
    const middle = going ? rest.slice(0, -(name + LEFT).length) : rest;
    return [
      ...(coming === undefined ? [] : [coming]),
      ...(middle === '' ? [] : parseMessages(middle, name, COLON)),
      ...(going ? [{ action: 'leave', name, original: name + LEFT } as const] : []),
    ];
  },
  detects: (door, first) => isUnframed(door) && first !== undefined && parseJoin(first, undefined) !== undefined,
  formatMessage: (nick, text) => `${nick}${COLON}${text}`,
  formatJoined: (nick) => nick + JOINED,
  formatLeft: (nick) => nick + LEFT,
};

/** The words of somebody who comes in, at the beginning of a frame; more may be stuck to them. */
function parseJoin(frame: string, known: string | undefined): (ParsedMessage & { readonly name: string }) | undefined {
  const end = frame.indexOf(JOINED);
  const name = frame.slice(0, end);
  if (end < 1 || name.includes(COLON) || name.includes('\n') || (known !== undefined && known !== name))
    return undefined;
  const rest = frame.slice(end + JOINED.length);
  if (rest !== '' && !rest.startsWith(name + COLON) && rest !== name + LEFT) return undefined;
  return { action: 'join', name, original: name + JOINED };
}
