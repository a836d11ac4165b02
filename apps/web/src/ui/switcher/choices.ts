import { Hash, type IconNode, Plus } from 'lucide';
import { fold } from '../../../../../core/message/fold.js';
import { type Chat, type Conversation, displayName, type ListedRoom } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { type Presence, presenceOf } from '../members/roles.js';

const isSubsequence = (name: string, wanted: string): boolean => {
  let at = 0;
  for (const character of name) if (character === wanted[at]) at++;
  return at === wanted.length;
};

/**
 * Scores how well a name matches the typed text: 4 exact, 3 prefix, 2 start of a word, 1 substring, 0.5 subsequence.
 *
 * @param loose whether a subsequence matches
 * @returns 0 without a match; 1 for an empty text
 */
export function matchScore(name: string, typed: string, loose = true): number {
  const whole = fold(name);
  const wanted = fold(typed.trim());
  if (wanted === '') return 1;
  if (whole === wanted) return 4;
  if (whole.startsWith(wanted)) return 3;
  if (whole.split(/[\s\-_.]+/).some((word) => word.startsWith(wanted))) return 2;
  if (whole.includes(wanted)) return 1;
  return loose && whole[0] === wanted[0] && isSubsequence(whole, wanted) ? 0.5 : 0;
}

/** What selecting a choice does. */
export type ChoiceAction =
  | { readonly type: 'show'; readonly key: string }
  | { readonly type: 'join'; readonly room: string }
  | { readonly type: 'write'; readonly id: string; readonly nick: string }
  | { readonly type: 'run'; readonly run: () => void };

/** A line of the switcher. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly icon?: IconNode;
  /** For users, instead of an icon. */
  readonly presence?: Presence;
  readonly aside?: string;
  readonly action: ChoiceAction;
}

/** A command of the page. */
export interface PageCommand {
  readonly name: string;
  readonly icon: IconNode;
  readonly run: () => void;
}

/** Maximum number of lines. */
const MAX_CHOICES = 50;

/** Unread conversations first, the current one last. */
function openConversations(chat: Chat): readonly Choice[] {
  const rankOf = ({ key, unread }: Conversation) => (key === chat.active.value ? -1 : Math.min(1, unread.value));
  const sorted = chat.conversations.value.toSorted((a, b) => rankOf(b) - rankOf(a));
  return sorted.map((conversation): Choice => {
    const { key, recipient, roster } = conversation;
    const common = { id: `open ${key}`, name: displayName(conversation), action: { type: 'show', key } } as const;
    if (recipient.value !== undefined) return { ...common, presence: presenceOf(chat, recipient.value.id) };
    return { ...common, icon: Hash, aside: t('memberCount', { n: roster.value.length }) };
  });
}

function otherRooms(chat: Chat, listed: readonly ListedRoom[]): readonly Choice[] {
  const known = new Set(chat.conversations.value.map(({ key }) => key));
  return listed
    .filter(({ room }) => !known.has(room))
    .map(({ room, members }) => ({
      id: `room ${room}`,
      name: room,
      icon: Hash,
      aside: members === undefined ? t('roomLocked') : t('memberCount', { n: members }),
      action: { type: 'join', room },
    }));
}

function otherUsers(chat: Chat): readonly Choice[] {
  const withConversation = new Set(chat.conversations.value.map(({ recipient }) => recipient.value?.id));
  const nicks = new Map(
    chat.conversations.value.flatMap(({ roster }: Conversation) => roster.value.map(({ id, nick }) => [id, nick])),
  );
  return [...nicks]
    .filter(([id]) => id !== chat.me.value?.id && !withConversation.has(id))
    .map(([id, nick]) => ({
      id: `user ${id}`,
      name: nick,
      presence: presenceOf(chat, id),
      aside: t('writeTo', { nick }),
      action: { type: 'write', id, nick },
    }));
}

const rank = (choices: readonly Choice[], typed: string, loose: boolean): readonly Choice[] =>
  choices
    .map((choice) => ({ choice, score: matchScore(choice.name, typed, loose) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ choice }) => choice);

interface Sources {
  readonly listed: readonly ListedRoom[];
  /** Empty if only rooms are wanted. */
  readonly commands: readonly PageCommand[];
  readonly roomsOnly: boolean;
}

/** Returns the choices for the typed text, best first; the last one joins a room of that name. */
export function choicesFor(chat: Chat, typed: string, { listed, commands, roomsOnly }: Sources): readonly Choice[] {
  const name = typed.trim().replace(/^[#@/]/, '');
  const [sigil = ''] = /^[#@/]/.exec(typed.trim()) ?? [];
  const conversations = [...openConversations(chat), ...otherRooms(chat, listed)].filter(
    ({ presence }) => (!roomsOnly && sigil !== '#') || presence === undefined,
  );
  const isUser = ({ presence }: Choice) => presence !== undefined;
  const users = roomsOnly ? [] : otherUsers(chat);
  const all = [...conversations, ...users];
  const candidates = sigil === '@' ? all.filter(isUser) : sigil === '#' ? conversations : all;
  const actions = commands.map(
    ({ name: title, icon, run }): Choice => ({
      id: `command ${title}`,
      name: title,
      icon,
      action: { type: 'run', run },
    }),
  );
  const found = sigil === '/' ? [] : rank(candidates, name, true);
  const matching = sigil === '' || sigil === '/' ? rank(actions, name, false) : [];
  const isExact = found.some((choice) => choice.icon === Hash && matchScore(choice.name, name) === 4);
  const newRoom: readonly Choice[] =
    name === '' || isExact || sigil === '@' || sigil === '/'
      ? []
      : [{ id: 'new', name: t('joinRoom', { room: name }), icon: Plus, action: { type: 'join', room: name } }];
  return [...found, ...matching].slice(0, MAX_CHOICES).concat(newRoom);
}
