import { formatList, t } from '../../i18n/index.js';
import { wireTag } from '../../text/nicks.js';
import { changeNick, quit } from '../connection.js';
import type { Conversation } from '../conversation.js';
import { readInteger, readObjects, readText } from '../fields.js';
import { clearMessages } from '../history/section.js';
import { joinRoom, leaveConversation, listRooms, openDirect } from '../rooms.js';
import { sendMessage } from '../send.js';
import type { Chat } from '../state.js';
import { NO_OUTPUT, type SlashCommands } from './command.js';

const roomHere = (here: Conversation, typed: string): string | undefined =>
  typed === '' && here.recipient.peek() !== undefined ? undefined : typed.replace(/^#/, '') || here.key;

/** Appends the tags of wires other than WebSocket. */
function tagged(nick: string, wires: unknown): string {
  const known = Array.isArray(wires) ? wires.filter((wire) => typeof wire === 'string') : [];
  const tags = [...new Set(known.map(wireTag))].filter((tag) => tag !== 'ws');
  return tags.length === 0 ? nick : `${nick} (${tags.join(', ')})`;
}

async function membersOf({ client }: Chat, room: string): Promise<{ names: readonly string[]; total: number }> {
  const { members, total } = await client.request('who', { room });
  const names = readObjects(members).flatMap(({ nick, wires }) => {
    const name = readText(nick);
    return name === undefined ? [] : [tagged(name, wires)];
  });
  return { names, total: readInteger(total) ?? names.length };
}

/** Commands of the page itself, and commands of every server. */
export const basicCommands: SlashCommands = {
  nick: {
    help: 'helpNick',
    wantsText: true,
    async run(chat, _here, typed) {
      await changeNick(chat, typed);
      return [{ phrase: 'youAreNow', values: { nick: chat.me.peek()?.nick ?? typed } }];
    },
  },
  join: {
    help: 'helpJoin',
    wantsText: true,
    async run(chat, _here, typed) {
      const [, room = '', password = ''] = /^(\S+)\s*(.*)$/.exec(typed) ?? [];
      await joinRoom(chat, room, password === '' ? undefined : password);
      return NO_OUTPUT;
    },
  },
  part: {
    help: 'helpPart',
    run(chat, here, typed) {
      leaveConversation(chat, typed.replace(/^#/, '') || here.key);
      return NO_OUTPUT;
    },
  },
  me: {
    help: 'helpMe',
    wantsText: true,
    run(chat, here, typed) {
      sendMessage(chat, here, typed, 'action');
      return NO_OUTPUT;
    },
  },
  msg: {
    help: 'helpMsg',
    wantsText: true,
    run(chat, _here, typed) {
      const [, nick = '', text = ''] = /^@?(\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
      if (nick === '') return undefined;
      const conversation = openDirect(chat, { nick });
      if (text !== '') sendMessage(chat, conversation, text);
      return NO_OUTPUT;
    },
  },
  who: {
    help: 'helpWho',
    async run(chat, here, typed) {
      const room = roomHere(here, typed);
      if (room === undefined) return [{ phrase: 'needsRoom' }];
      const { names, total } = await membersOf(chat, room);
      const output = { phrase: 'whoIn', values: { n: total, room, names: formatList(names) } } as const;
      const more = total - names.length;
      return more > 0 ? [output, { phrase: 'moreMembers', values: { n: more } }] : [output];
    },
  },
  rooms: {
    help: 'helpRooms',
    async run(chat, _here, typed) {
      const { rooms, more } = await listRooms(chat, typed.trim());
      const names = formatList(rooms.map(({ room, members }) => `#${room} (${members ?? t('roomLocked')})`));
      const output = { phrase: 'roomsList', values: { n: rooms.length, names } } as const;
      return more > 0 ? [output, { phrase: 'roomsMore', values: { n: more } }] : [output];
    },
  },
  clear: {
    help: 'helpClear',
    run(chat, here) {
      clearMessages(chat, here);
      return NO_OUTPUT;
    },
  },
  quit: {
    help: 'helpQuit',
    async run(chat) {
      await quit(chat);
      return NO_OUTPUT;
    },
  },
};
