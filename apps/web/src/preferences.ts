import { effect, type Signal } from '@preact/signals';
import type { SavedRecipient, SavedState } from './chat/index.js';

const PREFIX = 'partyline.';

/** What was kept under a name; `undefined` where nothing was, or the browser keeps nothing. */
function load(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value for the next visit, where the browser allows it. */
function save(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Private windows may refuse: then the next visit begins anew.
  }
}

/**
 * Fills a signal from the last visit, and keeps it from now on.
 *
 * @param read makes a value of what was kept, or `undefined` of what makes no sense
 */
export function persistSignal<T>(
  name: string,
  signal: Signal<T | undefined>,
  read: (kept: unknown) => T | undefined,
): void {
  signal.value = read(load(name));
  effect(() => save(name, signal.value));
}

/** The memory of nick and rooms, in this browser. Who was never here starts in `room`. */
export function createSavedState(room: string): SavedState {
  return {
    get nick() {
      const nick = load('nick');
      return typeof nick === 'string' ? nick : undefined;
    },
    set nick(nick) {
      save('nick', nick);
    },
    get rooms() {
      const rooms = load('rooms');
      return Array.isArray(rooms) ? rooms.filter((room) => typeof room === 'string') : [room];
    },
    set rooms(rooms) {
      save('rooms', rooms);
    },
    get recipients() {
      const peers = load('peers');
      return Array.isArray(peers) ? peers.map(readRecipient).filter((peer) => peer !== undefined) : [];
    },
    set recipients(peers) {
      save('peers', peers);
    },
  };
}

function readRecipient(kept: unknown): SavedRecipient | undefined {
  if (typeof kept !== 'object' || kept === null || !('nick' in kept) || typeof kept.nick !== 'string') return undefined;
  const id = 'id' in kept && typeof kept.id === 'string' ? { id: kept.id } : {};
  const room = 'room' in kept && typeof kept.room === 'string' ? { room: kept.room } : {};
  return { nick: kept.nick, ...id, ...room };
}

const TOKEN = `${PREFIX}token`;

/**
 * The token of this tab's session, from before it was loaded again. It is written down while the tab goes, and taken away as soon
 * as it is there: so a copy of the tab does not take the session over.
 *
 * @param current the token as it is when the tab goes
 */
export function takeSessionToken(current: () => string | undefined): string | undefined {
  const put = (token: string | undefined) => {
    try {
      if (token === undefined) sessionStorage.removeItem(TOKEN);
      else sessionStorage.setItem(TOKEN, token);
    } catch {
      // Then a tab that is loaded again is a new visitor.
    }
  };
  const take = () => {
    try {
      const token = sessionStorage.getItem(TOKEN) ?? '';
      return /^[\w-]{22,128}$/.test(token) ? token : undefined;
    } catch {
      return undefined;
    }
  };
  window.addEventListener('pagehide', () => put(current()));
  // A page that the browser had put aside is back: it is the same session still.
  window.addEventListener('pageshow', () => put(undefined));
  const token = take();
  put(undefined);
  return token;
}
