import { faultFrom, membersIn, roomsIn } from '../connection/index.js';
import { listed, type PhraseName } from '../i18n/index.js';
import { wireTag } from '../text/nicks.js';
import type { Conversation } from './conversation.js';
import { changeNick } from './identity.js';
import type { Said } from './item.js';
import { joinRoom, leave, openDirect } from './rooms.js';
import { say } from './send.js';
import { type Chat, note } from './state.js';

/** One command as people type it. */
interface Slash {
  /** The phrase that explains it, its usage first. */
  readonly help: PhraseName;
  /** Whether it makes no sense without something after it. */
  readonly wantsText?: true;
  /** Does it; what it returns is shown to whoever typed it. */
  run(chat: Chat, here: Conversation, typed: string): Promise<readonly Said[]> | readonly Said[];
}

const NOTHING: readonly Said[] = [];

const roomHere = (here: Conversation, typed: string): string | undefined =>
  typed === '' && here.peer.value !== undefined ? undefined : typed.replace(/^#/, '') || here.key;

const slashes: Readonly<Record<string, Slash>> = {
  nick: {
    help: 'helpNick',
    wantsText: true,
    async run(chat, _here, typed) {
      await changeNick(chat, typed);
      return [{ phrase: 'youAreNow', values: { nick: chat.me.value?.nick ?? typed } }];
    },
  },
  join: {
    help: 'helpJoin',
    wantsText: true,
    async run(chat, _here, typed) {
      await joinRoom(chat, typed);
      return NOTHING;
    },
  },
  part: {
    help: 'helpPart',
    run(chat, here, typed) {
      leave(chat, typed.replace(/^#/, '') || here.key);
      return NOTHING;
    },
  },
  me: {
    help: 'helpMe',
    wantsText: true,
    run(chat, here, typed) {
      say(chat, here, typed, 'action');
      return NOTHING;
    },
  },
  msg: {
    help: 'helpMsg',
    wantsText: true,
    run(chat, _here, typed) {
      const [, nick = '', text = ''] = /^@?(\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
      const conversation = openDirect(chat, { nick });
      if (text !== '') say(chat, conversation, text);
      return NOTHING;
    },
  },
  who: {
    help: 'helpWho',
    async run(chat, here, typed) {
      const room = roomHere(here, typed);
      if (room === undefined) return [{ phrase: 'needsRoom' }];
      const members = membersIn(await chat.link.request({ type: 'who', room }));
      const names = members.map(({ nick, wires }) => {
        const tags = [...new Set(wires.map(wireTag))].filter((tag) => tag !== 'ws');
        return tags.length === 0 ? nick : `${nick} (${tags.join(', ')})`;
      });
      return [{ phrase: 'whoIn', values: { n: members.length, room, names: listed(names) } }];
    },
  },
  rooms: {
    help: 'helpRooms',
    async run(chat) {
      const rooms = roomsIn(await chat.link.request({ type: 'rooms' }));
      const names = listed(rooms.map(({ room, members }) => `#${room} (${members})`));
      return [{ phrase: 'roomsList', values: { n: rooms.length, names } }];
    },
  },
  clear: {
    help: 'helpClear',
    run(_chat, here) {
      here.items.value = here.items.value.filter((item) => item.type === 'message' && item.state !== 'kept');
      return NOTHING;
    },
  },
  quit: {
    help: 'helpQuit',
    run(chat) {
      chat.link.stop();
      return NOTHING;
    },
  },
  help: {
    help: 'helpHelp',
    run: () => Object.values(slashes).map(({ help }) => ({ phrase: help })),
  },
};

const aliases: Readonly<Record<string, string>> = { j: 'join', leave: 'part', tell: 'msg', query: 'msg', '?': 'help' };

/**
 * What was typed into the composer: a message, or a command that begins with a slash; two slashes are one, as text.
 * What came of a command is shown in the conversation.
 */
export async function runLine(chat: Chat, here: Conversation, line: string): Promise<void> {
  if (!line.startsWith('/') || line.startsWith('//')) {
    say(chat, here, line.replace(/^\/\//, '/'));
    return;
  }
  const [, typedName = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const name = typedName.toLowerCase();
  const key = aliases[name] ?? name;
  const slash = Object.hasOwn(slashes, key) ? slashes[key] : undefined;
  const typed = rest.trim();
  if (slash === undefined) {
    note(chat, here, 'bad', { phrase: 'unknownCommand', values: { name } });
    return;
  }
  if (slash.wantsText === true && typed === '') {
    note(chat, here, 'bad', { phrase: slash.help });
    return;
  }
  try {
    const said = await slash.run(chat, here, typed);
    if (said.length > 0) note(chat, here, 'plain', ...said);
  } catch (thrown) {
    const { code, message } = faultFrom(thrown);
    note(chat, here, 'bad', { code, text: message });
  }
}
