import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import type { LiveSession } from './live-session.js';
import { NickIndex } from './nick-index.js';
import type { Session, User } from './session.js';

/** The id of the user that a plugin speaks as. */
export const pluginId = (plugin: string): string => `plugin:${plugin}`;

interface LiveUser extends User {
  nick: string;
  readonly sessions: Set<Session>;
}

/** Who is here: every session, and every user by id, account and nick. */
export class SessionRegistry {
  readonly #limits: Limits;
  readonly #sessions = new Map<string, LiveSession>();
  /** Connections, by the peer's address. */
  readonly #byAddress = new Map<string, number>();
  /** Sessions with a connection. */
  #connected = 0;
  readonly #users = new Map<string, LiveUser>();
  readonly #nicks: NickIndex<LiveUser>;

  /** @param reserved Nicks that no user may take. */
  constructor(limits: Limits, reserved: readonly string[]) {
    this.#limits = limits;
    this.#nicks = new NickIndex(limits, reserved);
  }

  /** Every session, logged in or not. */
  get sessions(): ReadonlyMap<string, LiveSession> {
    return this.#sessions;
  }

  /** Takes a session in. @throws ChatError `CHAT_HUB_FULL`, `CHAT_ADDRESS_CROWDED` */
  open(session: LiveSession): void {
    if (this.#connected >= this.#limits.sessions) throw new ChatError('CHAT_HUB_FULL');
    const address = session.info.remoteAddress;
    if (address !== undefined && (this.#byAddress.get(address) ?? 0) >= this.#limits.sessionsPerAddress) {
      throw new ChatError('CHAT_ADDRESS_CROWDED');
    }
    this.#sessions.set(session.id, session);
    this.reconnected(session);
  }

  /** A session has a connection, whose address counts from now on. */
  reconnected(session: LiveSession): void {
    this.#connected++;
    const address = session.info.remoteAddress;
    if (address !== undefined) this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
  }

  /** A session is kept without its connection, whose address counts no longer. */
  disconnected(session: LiveSession): void {
    this.#connected--;
    const address = session.info.remoteAddress;
    if (address === undefined) return;
    const others = (this.#byAddress.get(address) ?? 1) - 1;
    if (others > 0) this.#byAddress.set(address, others);
    else this.#byAddress.delete(address);
  }

  /**
   * Takes a session out; a user goes with the last of theirs. Says whether it was there.
   * @param connected Whether its connection still counts.
   */
  close(session: LiveSession, connected: boolean): boolean {
    if (!this.#sessions.delete(session.id)) return false;
    if (connected) this.disconnected(session);
    const user = session.user && this.#users.get(session.user.id);
    user?.sessions.delete(session);
    if (user === undefined || user.sessions.size > 0) return true;
    this.#users.delete(user.id);
    this.#nicks.delete(user);
    return true;
  }

  /** The user of that nick, or of one that looks like it. */
  find(nick: string): User | undefined {
    return this.#nicks.find(nick);
  }

  /** The user of that id, if they are here. */
  user(id: string): User | undefined {
    return this.#users.get(id);
  }

  /** Keeps a nick, and those that look like it, from being taken. */
  reserve(nick: string): void {
    this.#nicks.reserve(nick);
  }

  /**
   * Makes a session a user's: the one who is here already under that account or id, else a new one's.
   * @param id For a guest.
   * @throws ChatError `CHAT_NICK_TAKEN`, with a free `suggestion`; `CHAT_NAME_INVALID` for an account that is a plugin's id.
   */
  login(session: LiveSession, id: string, nick: string, account: string | undefined): User {
    // Whoever had it could say things in the plugin's place, and under its keys.
    if (account?.startsWith(pluginId(''))) throw new ChatError('CHAT_NAME_INVALID', `${account} is nobody's account.`);
    const known = this.#users.get(account ?? id);
    const user = known ?? this.#add({ id: account ?? id, nick, account, sessions: new Set() });
    user.sessions.add(session);
    session.user = user;
    return user;
  }

  /** @throws ChatError `CHAT_NICK_TAKEN`, with a free `suggestion`. */
  rename(user: User, nick: string): void {
    const live = this.#users.get(user.id);
    if (live === undefined) return;
    this.#checkFree(nick, live);
    this.#nicks.delete(live);
    live.nick = nick;
    this.#nicks.add(live);
  }

  /** A nick that nobody has: the wish itself, or with a number after it. */
  freeNick(wish: string): string {
    return this.#nicks.free(wish);
  }

  #add(user: LiveUser): LiveUser {
    this.#checkFree(user.nick, undefined);
    this.#users.set(user.id, user);
    this.#nicks.add(user);
    return user;
  }

  #checkFree(nick: string, except: LiveUser | undefined): void {
    if (this.#nicks.isFree(nick, except)) return;
    const suggestion = this.freeNick(nick);
    const what = this.#nicks.isReserved(nick) ? 'reserved' : 'taken';
    throw new ChatError('CHAT_NICK_TAKEN', `${nick} is ${what}; ${suggestion} is free.`, { details: { suggestion } });
  }
}
