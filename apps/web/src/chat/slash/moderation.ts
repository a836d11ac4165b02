import { listed } from '../../i18n/index.js';
import { type Fields, isFields, objectsIn, textIn, wholeIn } from '../fields.js';
import type { Said } from '../item.js';
import { asked } from './asked.js';
import { durationIn } from './duration.js';
import type { Slashes } from './slash.js';
import { nickAndReason, nickIn, nickOrNumber, nickTimeAndReason, type Typed } from './typed.js';

const inRoom = ({ room }: Typed): Fields => ({ room });

/** Bans or mutes: each with the number by which it can be lifted. */
const sanctions =
  (list: 'bans' | 'mutes') =>
  (result: Fields): readonly Said[] => {
    const rows = objectsIn(result[list]).map(({ id, label, reason }) => {
      const why = textIn(reason);
      return `:${textIn(id) ?? '?'} ${textIn(label) ?? '?'}${why === undefined ? '' : ` — ${why}`}`;
    });
    return rows.length === 0 ? [{ phrase: 'nothingListed' }] : rows.map((text) => ({ text }));
  };

const audit = (result: Fields): readonly Said[] => {
  const lines = objectsIn(result.entries).flatMap(({ line }) => textIn(line) ?? []);
  return lines.length === 0 ? [{ phrase: 'nothingListed' }] : lines.toReversed().map((text) => ({ text }));
};

const nicksIn = (people: unknown): string => listed(objectsIn(people).flatMap(({ nick }) => textIn(nick) ?? []));

/** What a room is like: topic, who runs it, who gets in. */
const info = (result: Fields): readonly Said[] => {
  const topic = textIn(result.topic);
  const owner = isFields(result.owner) ? textIn(result.owner.nick) : undefined;
  const moderators = nicksIn(result.moderators);
  const { access } = result;
  return [
    topic === undefined || topic === '' ? { phrase: 'noTopic' } : { phrase: 'topicIs', values: { topic } },
    ...(owner === undefined ? [] : [{ phrase: 'ownerIs', values: { nick: owner } } as const]),
    ...(moderators === '' ? [] : [{ phrase: 'moderatorsAre', values: { names: moderators } } as const]),
    ...(access === 'invite' ? [{ phrase: 'accessInvite' } as const] : []),
    ...(access === 'password' ? [{ phrase: 'accessPassword' } as const] : []),
    ...(access === 'newcomers'
      ? [{ phrase: 'accessNewcomers', values: { n: wholeIn(result.minutes) ?? 0 } } as const]
      : []),
  ];
};

function topicFields({ room, text }: Typed): Fields {
  if (text.trim() === '') return { room };
  return { room, topic: text.trim() === '-' ? '' : text.trim() };
}

function slowFields({ room, words: [time] }: Typed): Fields | undefined {
  const seconds = time === 'off' || time === '0' ? 0 : durationIn(time ?? '');
  return seconds === undefined ? undefined : { room, seconds };
}

function lockFields({ room, words: [access, password] }: Typed): Fields | undefined {
  if (access === 'newcomers') {
    const seconds = password === undefined ? undefined : durationIn(password);
    if (password !== undefined && seconds === undefined) return undefined;
    return { room, access, ...(seconds !== undefined && { minutes: Math.ceil(seconds / 60) }) };
  }
  if (access === 'open' || access === 'invite') return { room, access };
  return access === 'password' && password !== undefined ? { room, access, password } : undefined;
}

function inviteFields({ room, words: [nick, time] }: Typed): Fields | undefined {
  const seconds = time === undefined ? undefined : durationIn(time);
  if (nick === undefined || (time !== undefined && seconds === undefined)) return undefined;
  return { room, nick, ...(seconds === undefined ? {} : { seconds }) };
}

const ROLES: readonly (string | undefined)[] = ['owner', 'moderator', 'member'];

function roleFields({ room, words: [nick, role] }: Typed): Fields | undefined {
  return nick !== undefined && ROLES.includes(role) ? { room, nick, role } : undefined;
}

/** An address names itself; anything else is somebody's nick. */
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[\da-f:]*:[\da-f:.]*)(\/\d{1,3})?$/i;

function networkFields(typed: Typed): Fields | undefined {
  const fields = nickTimeAndReason(typed);
  if (fields === undefined) return undefined;
  const { nick, ...rest } = fields;
  return ADDRESS.test(String(nick)) ? { ...rest, address: nick, network: true } : { ...fields, network: true };
}

/** Commands of servers on which people run their rooms. */
export const moderationSlashes: Slashes = {
  topic: asked({
    help: 'helpTopic',
    command: 'room.topic',
    fields: topicFields,
    told({ topic, line }) {
      const now = textIn(topic) ?? '';
      if (line !== undefined) return [];
      return [now === '' ? { phrase: 'noTopic' } : { phrase: 'topicIs', values: { topic: now } }];
    },
  }),
  kick: asked({ help: 'helpKick', command: 'room.kick', fields: nickAndReason }),
  mute: asked({ help: 'helpMute', command: 'room.mute', fields: nickTimeAndReason }),
  unmute: asked({ help: 'helpUnmute', command: 'room.unmute', fields: nickOrNumber }),
  mutes: asked({ help: 'helpMutes', command: 'room.mutes', fields: inRoom, told: sanctions('mutes') }),
  ban: asked({ help: 'helpBan', command: 'room.ban', fields: nickTimeAndReason }),
  'ban-ip': asked({ help: 'helpBanIp', command: 'room.ban.network', fields: networkFields }),
  unban: asked({ help: 'helpUnban', command: 'room.unban', fields: nickOrNumber }),
  bans: asked({ help: 'helpBans', command: 'room.bans', fields: inRoom, told: sanctions('bans') }),
  slow: asked({ help: 'helpSlow', command: 'room.slow', fields: slowFields }),
  lock: asked({ help: 'helpLock', command: 'room.lock', fields: lockFields }),
  invite: asked({ help: 'helpInvite', command: 'room.invite', fields: inviteFields }),
  uninvite: asked({ help: 'helpUninvite', command: 'room.uninvite', fields: nickIn }),
  allow: asked({ help: 'helpAllow', command: 'room.allow', fields: nickIn }),
  disallow: asked({ help: 'helpDisallow', command: 'room.disallow', fields: nickIn }),
  role: asked({ help: 'helpRole', command: 'room.role', fields: roleFields }),
  info: asked({ help: 'helpInfo', command: 'room.info', fields: inRoom, told: info }),
  audit: asked({ help: 'helpAudit', command: 'moderation.audit', fields: inRoom, told: audit }),
};
