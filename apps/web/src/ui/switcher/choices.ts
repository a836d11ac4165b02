import { type Chat, type Conversation, displayName, type ListedRoom } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import type { IconName } from '../icon.js';
import { type Presence, presenceOf } from '../people/presence.js';
import { matchScore } from './match.js';

/** What choosing something does. */
export type ChoiceAction =
  | { readonly does: 'show'; readonly key: string }
  | { readonly does: 'join'; readonly room: string }
  | { readonly does: 'write'; readonly id: string; readonly nick: string }
  | { readonly does: 'run'; readonly run: () => void };

/** One line to choose. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly icon?: IconName;
  /** In the place of an icon, for people. */
  readonly presence?: Presence;
  readonly aside?: string;
  readonly deed: ChoiceAction;
}

/** A command of the page. */
export interface PageCommand {
  readonly name: string;
  readonly icon: IconName;
  readonly run: () => void;
}

/** More are not looked through: one types another letter. */
const MAX_CHOICES = 50;

/** What waits to be read first, and where we are already last. */
function openConversations(chat: Chat): readonly Choice[] {
  const wanted = ({ key, unread }: Conversation) => (key === chat.active.value ? -1 : Math.min(1, unread.value));
  const sorted = chat.conversations.value.toSorted((a, b) => wanted(b) - wanted(a));
  return sorted.map((conversation): Choice => {
    const { key, peer, roster } = conversation;
    const what = { id: `open ${key}`, name: displayName(conversation), deed: { does: 'show', key } } as const;
    if (peer.value !== undefined) return { ...what, presence: presenceOf(chat, peer.value.id) };
    return { ...what, icon: 'room', aside: t('peopleInRoom', { n: roster.value.length }) };
  });
}

function otherRooms(chat: Chat, listed: readonly ListedRoom[]): readonly Choice[] {
  const known = new Set(chat.conversations.value.map(({ key }) => key));
  return listed
    .filter(({ room }) => !known.has(room))
    .map(({ room, members }) => ({
      id: `room ${room}`,
      name: room,
      icon: 'room',
      aside: members === undefined ? t('roomLocked') : t('peopleInRoom', { n: members }),
      deed: { does: 'join', room },
    }));
}

function otherUsers(chat: Chat): readonly Choice[] {
  const talking = new Set(chat.conversations.value.map(({ peer }) => peer.value?.id));
  const people = new Map(
    chat.conversations.value.flatMap(({ roster }: Conversation) => roster.value.map(({ id, nick }) => [id, nick])),
  );
  return [...people]
    .filter(([id]) => id !== chat.me.value?.id && !talking.has(id))
    .map(([id, nick]) => ({
      id: `person ${id}`,
      name: nick,
      presence: presenceOf(chat, id),
      aside: t('writeTo', { nick }),
      deed: { does: 'write', id, nick },
    }));
}

const rank = (choices: readonly Choice[], typed: string, loose: boolean): readonly Choice[] =>
  choices
    .map((choice) => ({ choice, fit: matchScore(choice.name, typed, loose) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ choice }) => choice);

interface Sources {
  readonly listed: readonly ListedRoom[];
  /** None where only rooms are asked for. */
  readonly commands: readonly PageCommand[];
  readonly roomsOnly: boolean;
}

/** What there is to choose from for what was typed, the best first; the last one makes a room of it. */
export function choicesFor(chat: Chat, typed: string, { listed, commands, roomsOnly }: Sources): readonly Choice[] {
  const name = typed.trim().replace(/^[#@/]/, '');
  const [mark = ''] = /^[#@/]/.exec(typed.trim()) ?? [];
  const places = [...openConversations(chat), ...otherRooms(chat, listed)].filter(
    ({ presence }) => (!roomsOnly && mark !== '#') || presence === undefined,
  );
  const isPeople = ({ presence }: Choice) => presence !== undefined;
  const people = roomsOnly ? [] : otherUsers(chat);
  const pool = mark === '@' ? [...places.filter(isPeople), ...people] : mark === '#' ? places : [...places, ...people];
  const deeds = commands.map(
    ({ name: called, icon, run }): Choice => ({
      id: `command ${called}`,
      name: called,
      icon,
      deed: { does: 'run', run },
    }),
  );
  const found = mark === '/' ? [] : rank(pool, name, true);
  const fitting = mark === '' || mark === '/' ? rank(deeds, name, false) : [];
  const exact = found.some((choice) => choice.icon === 'room' && matchScore(choice.name, name) === 4);
  const fresh: readonly Choice[] =
    name === '' || exact || mark === '@' || mark === '/'
      ? []
      : [{ id: 'fresh', name: t('joinRoom', { room: name }), icon: 'plus', deed: { does: 'join', room: name } }];
  return [...found, ...fitting].slice(0, MAX_CHOICES).concat(fresh);
}
