import type { Limits } from '../limits.js';
import { fold } from '../message/fold.js';
import { freeName } from '../message/names.js';
import { nameKeys } from '../message/skeleton.js';

/** Nicks that read as if the server, all users or its staff were meant. */
export const reservedNicks: readonly string[] = [
  'admin',
  'administrator',
  'all',
  'channel',
  'everyone',
  'here',
  'moderator',
  'operator',
  'partyline',
  'room',
  'root',
  'server',
  'system',
];

/** A nick that somebody has. */
interface Named {
  readonly nick: string;
}

/** Users by nick. A nick is taken when it is the same as another one, apart from case and width, or looks the same. */
export class NickIndex<T extends Named> {
  readonly #limits: Limits;
  readonly #byName = new Map<string, T>();
  /** By each of their {@link nameKeys}. */
  readonly #byKey = new Map<string, T>();
  /** The keys of reserved nicks. */
  readonly #reserved = new Set<string>();

  /** @param reserved Nicks that no user may take. */
  constructor(limits: Limits, reserved: readonly string[]) {
    this.#limits = limits;
    for (const nick of reserved) this.reserve(nick);
  }

  /** Keeps a nick, and those that look like it in lower case or in capitals, from being taken. */
  reserve(nick: string): void {
    for (const key of [...nameKeys(nick), ...nameKeys(nick.toUpperCase())]) this.#reserved.add(key);
  }

  add(user: T): void {
    this.#byName.set(fold(user.nick), user);
    for (const key of nameKeys(user.nick)) this.#byKey.set(key, user);
  }

  /** Takes a user out, whose nick is the one with which they were added. */
  delete(user: T): void {
    this.#byName.delete(fold(user.nick));
    for (const key of nameKeys(user.nick)) this.#byKey.delete(key);
  }

  /** Finds the user of a nick, or else the one whose nick looks like it. */
  find(nick: string): T | undefined {
    const same = this.#byName.get(fold(nick));
    if (same !== undefined) return same;
    for (const key of nameKeys(nick)) {
      const alike = this.#byKey.get(key);
      if (alike !== undefined) return alike;
    }
    return undefined;
  }

  isReserved(nick: string): boolean {
    return nameKeys(nick).some((key) => this.#reserved.has(key));
  }

  /** Tells whether a nick may be taken. @param except A user whose own nick is no obstacle. */
  isFree(nick: string, except?: T): boolean {
    const keys = nameKeys(nick);
    return keys.every((key) => {
      const holder = this.#byKey.get(key);
      return !this.#reserved.has(key) && (holder === undefined || holder === except);
    });
  }

  /** Returns the nick itself if it is free, otherwise one with a number: `ann2`; `guest2` for one that is reserved. */
  free(nick: string): string {
    if (this.isFree(nick)) return nick;
    return freeName(this.isReserved(nick) ? 'guest' : nick, (candidate) => this.isFree(candidate), this.#limits);
  }
}
