import { formatList } from '../../i18n/index.js';
import type { Conversation } from '../conversation.js';
import { type Fields, isJsonObject, readInteger, readObjects, readText } from '../fields.js';
import { searchMessages } from '../history/fetch.js';
import { loadOlder } from '../history/load.js';
import type { MessageItem, NoticeText } from '../item.js';
import { deleteMessage, editMessage, setReaction } from '../message-actions.js';
import { itemsOf } from '../timeline/draft.js';
import {
  type CommandInput,
  NO_OUTPUT,
  nickFields,
  nickOrIdFields,
  nickReasonFields,
  nickTimeReasonFields,
  parseDuration,
  type SlashCommands,
  serverCommand,
} from './command.js';

const NO_MESSAGE: readonly NoticeText[] = [{ phrase: 'noMessage' }];

/** Returns the last sent message that matches and is not deleted. */
function lastMessage(
  { timeline: { latest } }: Conversation,
  which: (item: MessageItem) => boolean,
): MessageItem | undefined {
  const fits = (item: MessageItem) => item.position !== undefined && !item.erased && which(item);
  const found = itemsOf(latest).findLast((item) => item.type === 'message' && fits(item));
  return found?.type === 'message' ? found : undefined;
}

/** Commands of servers with a history. */
export const historyCommands: SlashCommands = {
  edit: {
    help: 'helpEdit',
    wantsText: true,
    async run(chat, here, typed) {
      const last = lastMessage(here, ({ mine, kind }) => mine && (kind === 'text' || kind === 'action'));
      if (last === undefined) return NO_MESSAGE;
      await editMessage(chat, here, last, typed);
      return NO_OUTPUT;
    },
  },
  delete: {
    help: 'helpDelete',
    async run(chat, here) {
      const last = lastMessage(here, ({ mine }) => mine);
      if (last === undefined) return NO_MESSAGE;
      await deleteMessage(chat, here, last);
      return NO_OUTPUT;
    },
  },
  react: {
    help: 'helpReact',
    wantsText: true,
    async run(chat, here, typed) {
      const last = lastMessage(here, () => true);
      if (last === undefined) return NO_MESSAGE;
      const on = !typed.startsWith('-');
      await setReaction(chat, here, last, on ? typed : typed.slice(1), on);
      return NO_OUTPUT;
    },
  },
  search: {
    help: 'helpSearch',
    wantsText: true,
    async run(chat, here, typed) {
      const { entries } = await searchMessages(chat, here, typed);
      if (entries.length === 0) return [{ phrase: 'nothingFound' }];
      return entries.map(({ from, text }) => ({ text: `${from.nick}: ${text}` }));
    },
  },
  history: {
    help: 'helpHistory',
    async run(chat, here) {
      await loadOlder(chat, here);
      return NO_OUTPUT;
    },
  },
};

/** Commands of servers with file transfer. */
export const fileCommands: SlashCommands = {
  files: serverCommand({
    help: 'helpFiles',
    command: 'file.list',
    fields: ({ room }) => ({ room }),
    describe({ files }) {
      const names = readObjects(files).flatMap(({ name }) => readText(name) ?? []);
      return names.length === 0 ? [{ phrase: 'nothingListed' }] : names.map((text) => ({ text }));
    },
  }),
  send: serverCommand({
    help: 'helpSend',
    command: 'file.ticket',
    fields: ({ room, words: [nick] }) => (nick === undefined ? { room } : { to: nick.replace(/^@/, '') }),
    describe({ url }) {
      const address = readText(url);
      return address === undefined ? [] : [{ phrase: 'sendTo', values: { command: `curl -T FILE ${address}` } }];
    },
  }),
};

const roomFields = ({ room }: CommandInput): Fields => ({ room });

/** Lists bans or mutes with the ids to lift them by. */
const describeSanctions =
  (list: 'bans' | 'mutes') =>
  (result: Fields): readonly NoticeText[] => {
    const rows = readObjects(result[list]).map(({ id, label, reason }) => {
      const why = readText(reason);
      return `:${readText(id) ?? '?'} ${readText(label) ?? '?'}${why === undefined ? '' : ` — ${why}`}`;
    });
    return rows.length === 0 ? [{ phrase: 'nothingListed' }] : rows.map((text) => ({ text }));
  };

const describeAudit = (result: Fields): readonly NoticeText[] => {
  const lines = readObjects(result.entries).flatMap(({ line }) => readText(line) ?? []);
  return lines.length === 0 ? [{ phrase: 'nothingListed' }] : lines.toReversed().map((text) => ({ text }));
};

const nickList = (users: unknown): string => formatList(readObjects(users).flatMap(({ nick }) => readText(nick) ?? []));

/** Describes a room: topic, owner, moderators, access. */
const describeRoom = (result: Fields): readonly NoticeText[] => {
  const topic = readText(result.topic);
  const owner = isJsonObject(result.owner) ? readText(result.owner.nick) : undefined;
  const moderators = nickList(result.moderators);
  const { access } = result;
  return [
    topic === undefined || topic === '' ? { phrase: 'noTopic' } : { phrase: 'topicIs', values: { topic } },
    ...(owner === undefined ? [] : [{ phrase: 'ownerIs', values: { nick: owner } } as const]),
    ...(moderators === '' ? [] : [{ phrase: 'moderatorsAre', values: { names: moderators } } as const]),
    ...(access === 'invite' ? [{ phrase: 'accessInvite' } as const] : []),
    ...(access === 'password' ? [{ phrase: 'accessPassword' } as const] : []),
    ...(access === 'newcomers'
      ? [{ phrase: 'accessNewcomers', values: { n: readInteger(result.minutes) ?? 0 } } as const]
      : []),
  ];
};

function topicFields({ room, text }: CommandInput): Fields {
  if (text.trim() === '') return { room };
  return { room, topic: text.trim() === '-' ? '' : text.trim() };
}

function slowFields({ room, words: [time] }: CommandInput): Fields | undefined {
  const seconds = time === 'off' || time === '0' ? 0 : parseDuration(time ?? '');
  return seconds === undefined ? undefined : { room, seconds };
}

function lockFields({ room, words: [access, password] }: CommandInput): Fields | undefined {
  if (access === 'newcomers') {
    const seconds = password === undefined ? undefined : parseDuration(password);
    if (password !== undefined && seconds === undefined) return undefined;
    return { room, access, ...(seconds !== undefined && { minutes: Math.ceil(seconds / 60) }) };
  }
  if (access === 'open' || access === 'invite') return { room, access };
  return access === 'password' && password !== undefined ? { room, access, password } : undefined;
}

function inviteFields({ room, words: [nick, time] }: CommandInput): Fields | undefined {
  const seconds = time === undefined ? undefined : parseDuration(time);
  if (nick === undefined || (time !== undefined && seconds === undefined)) return undefined;
  return { room, nick, ...(seconds === undefined ? {} : { seconds }) };
}

const ROLES: readonly (string | undefined)[] = ['owner', 'moderator', 'member'];

function roleFields({ room, words: [nick, role] }: CommandInput): Fields | undefined {
  return nick !== undefined && ROLES.includes(role) ? { room, nick, role } : undefined;
}

/** An IP address or network; anything else is a nick. */
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[\da-f:]*:[\da-f:.]*)(\/\d{1,3})?$/i;

function networkFields(typed: CommandInput): Fields | undefined {
  const fields = nickTimeReasonFields(typed);
  if (fields === undefined) return undefined;
  const { nick, ...rest } = fields;
  return ADDRESS.test(String(nick)) ? { ...rest, address: nick, network: true } : { ...fields, network: true };
}

/** Commands of servers with moderation. */
export const moderationCommands: SlashCommands = {
  topic: serverCommand({
    help: 'helpTopic',
    command: 'room.topic',
    fields: topicFields,
    describe({ topic, line }) {
      const now = readText(topic) ?? '';
      if (line !== undefined) return [];
      return [now === '' ? { phrase: 'noTopic' } : { phrase: 'topicIs', values: { topic: now } }];
    },
  }),
  kick: serverCommand({ help: 'helpKick', command: 'room.kick', fields: nickReasonFields }),
  mute: serverCommand({ help: 'helpMute', command: 'room.mute', fields: nickTimeReasonFields }),
  unmute: serverCommand({ help: 'helpUnmute', command: 'room.unmute', fields: nickOrIdFields }),
  mutes: serverCommand({
    help: 'helpMutes',
    command: 'room.mutes',
    fields: roomFields,
    describe: describeSanctions('mutes'),
  }),
  ban: serverCommand({ help: 'helpBan', command: 'room.ban', fields: nickTimeReasonFields }),
  'ban-ip': serverCommand({ help: 'helpBanIp', command: 'room.ban.network', fields: networkFields }),
  unban: serverCommand({ help: 'helpUnban', command: 'room.unban', fields: nickOrIdFields }),
  bans: serverCommand({
    help: 'helpBans',
    command: 'room.bans',
    fields: roomFields,
    describe: describeSanctions('bans'),
  }),
  slow: serverCommand({ help: 'helpSlow', command: 'room.slow', fields: slowFields }),
  lock: serverCommand({ help: 'helpLock', command: 'room.lock', fields: lockFields }),
  invite: serverCommand({ help: 'helpInvite', command: 'room.invite', fields: inviteFields }),
  uninvite: serverCommand({ help: 'helpUninvite', command: 'room.uninvite', fields: nickFields }),
  allow: serverCommand({ help: 'helpAllow', command: 'room.allow', fields: nickFields }),
  disallow: serverCommand({ help: 'helpDisallow', command: 'room.disallow', fields: nickFields }),
  role: serverCommand({ help: 'helpRole', command: 'room.role', fields: roleFields }),
  info: serverCommand({ help: 'helpInfo', command: 'room.info', fields: roomFields, describe: describeRoom }),
  audit: serverCommand({ help: 'helpAudit', command: 'moderation.audit', fields: roomFields, describe: describeAudit }),
};
