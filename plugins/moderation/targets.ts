import { type ChatApi, ChatError, fold, type Refusal, refuse, type Session } from '../../core/index.js';
import { networkFrom, networkOf } from './address.js';
import type { Affected } from './audit.js';

/** Of one person: nobody comes from more places at once who is a person. */
const MOST_NETS = 32;

/** How somebody is named: in one of these ways. */
export interface Named {
  readonly nick?: string | undefined;
  /** A user's id. */
  readonly user?: string | undefined;
  /** A session's id: its user is meant. */
  readonly session?: string | undefined;
  /** An address, or a range of them. */
  readonly address?: string | undefined;
}

/** Whom something is done to. */
export interface Target {
  /** As people know them. */
  readonly label: string;
  /** As others are told; `undefined`: an address, which they are not told. */
  readonly who: Affected | undefined;
  /** A folded nick. */
  readonly nick?: string | undefined;
  readonly user?: string | undefined;
  readonly nets?: readonly string[] | undefined;
  /** Whether the networks stand for guests alone who come later. */
  readonly newGuests?: true | undefined;
  /** Their sessions, wherever they are. Empty where it is nobody who is here. */
  readonly sessions: readonly Session[];
}

/**
 * Finds out who is meant.
 * @throws ChatError `CHAT_USER_UNKNOWN` for a session that is not here, `CHAT_BAD_COMMAND` for an address that is none.
 */
export function targetOf(chat: ChatApi, { nick, user, session, address }: Named): Target {
  if (address !== undefined) return byAddress(address);
  if (nick !== undefined) {
    const known = chat.user(nick);
    if (known !== undefined) return byUser(known.id, known.nick, [...known.sessions]);
    return { label: nick, who: { nick }, nick: fold(nick), sessions: [] };
  }
  const named = session === undefined ? undefined : chat.sessions().find(({ id }) => id === session)?.user;
  const id = named?.id ?? user;
  if (id === undefined) throw new ChatError('CHAT_USER_UNKNOWN', 'There is no such session.');
  const sessions = chat.sessions().filter((other) => other.user?.id === id);
  return byUser(id, sessions[0]?.user?.nick, sessions);
}

/** The same, with the networks that their sessions come from. */
export function withNetworks(target: Target): Target | Refusal {
  const nets = target.sessions.flatMap(({ info }) => networkOf(info.remoteAddress ?? '') ?? []);
  if (nets.length === 0) {
    return refuse('MODERATION_NO_ADDRESS', `It is not known from where ${target.label} comes.`);
  }
  return { ...target, nets: [...new Set(nets)].slice(0, MOST_NETS) };
}

/** By what a sanction of a target is known again. */
export function aboutOf({ user, nick, label }: Target): string {
  if (user !== undefined) return `user:${user}`;
  return nick === undefined ? `net:${label}` : `nick:${nick}`;
}

function byUser(id: string, nick: string | undefined, sessions: readonly Session[]): Target {
  if (nick === undefined) return { label: id, who: { id }, user: id, sessions };
  return { label: nick, who: { id, nick }, user: id, nick: fold(nick), sessions };
}

function byAddress(address: string): Target {
  const net = networkFrom(address);
  if (net === undefined) {
    throw new ChatError('CHAT_BAD_COMMAND', 'An address is one like 192.0.2.7, a range one like 192.0.2.0/24.', {
      details: { field: 'address' },
    });
  }
  return { label: net, who: undefined, nets: [net], sessions: [] };
}
