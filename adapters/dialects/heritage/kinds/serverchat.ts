import type { Manners, Utterance } from '../manners.js';
import { isBare, saidBy } from '../reading.js';

const COLON = ': ';
const CAME = '进入聊天';
const WENT = '离开聊天';

/** ServerChat: bare text over TCP, to everybody: `name进入聊天` at first, `name: text`, and `name离开聊天` at the end. */
export const serverchat: Manners = {
  name: 'serverchat',
  usual: { greeting: '', echo: true, voice: '服务器: ' },
  introduces: true,
  renames: false,
  relays: true,
  files: false,
  read(frame, known) {
    const coming = comingIn(frame, known);
    const name = coming?.name ?? known;
    const rest = frame.slice(coming?.written.length ?? 0);
    const going = name !== undefined && rest.endsWith(name + WENT);
    const middle = going ? rest.slice(0, -(name + WENT).length) : rest;
    return [
      ...(coming === undefined ? [] : [coming]),
      ...(middle === '' ? [] : saidBy(middle, name, COLON)),
      ...(going ? [{ does: 'go', name, written: name + WENT } as const] : []),
    ];
  },
  recognises: (door, first) => isBare(door) && first !== undefined && comingIn(first, undefined) !== undefined,
  said: (nick, text) => `${nick}${COLON}${text}`,
  came: (nick) => nick + CAME,
  went: (nick) => nick + WENT,
};

/** The words of somebody who comes in, at the beginning of a frame; more may be stuck to them. */
function comingIn(frame: string, known: string | undefined): (Utterance & { readonly name: string }) | undefined {
  const end = frame.indexOf(CAME);
  const name = frame.slice(0, end);
  if (end < 1 || name.includes(COLON) || name.includes('\n') || (known !== undefined && known !== name))
    return undefined;
  const rest = frame.slice(end + CAME.length);
  if (rest !== '' && !rest.startsWith(name + COLON) && rest !== name + WENT) return undefined;
  return { does: 'come', name, written: name + CAME };
}
