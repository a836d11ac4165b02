import { effect, type Signal } from '@preact/signals';
import type { SavedRecipient, SavedState } from './chat/index.js';

const PREFIX = 'partyline.';

/** Reads a value from local storage; `undefined` if there is none, or the browser blocks storage. */
function load(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Writes a value to local storage; `undefined` removes it. */
function save(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Private windows may block storage: the value is lost when the page closes.
  }
}

/**
 * Restores a signal from local storage, and saves it whenever it changes.
 *
 * @param parse validates the saved value
 */
export function persistSignal<T>(
  name: string,
  signal: Signal<T | undefined>,
  parse: (saved: unknown) => T | undefined,
): void {
  signal.value = parse(load(name));
  effect(() => save(name, signal.value));
}

/**
 * Creates the chat's saved state, backed by local storage.
 *
 * @param room the room for a user without saved rooms
 */
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
      return Array.isArray(rooms) ? rooms.filter((name) => typeof name === 'string') : [room];
    },
    set rooms(rooms) {
      save('rooms', rooms);
    },
    get recipients() {
      const saved = load('peers');
      return Array.isArray(saved) ? saved.map(readRecipient).filter((recipient) => recipient !== undefined) : [];
    },
    set recipients(recipients) {
      save('peers', recipients);
    },
  };
}

function readRecipient(saved: unknown): SavedRecipient | undefined {
  if (typeof saved !== 'object' || saved === null || !('nick' in saved) || typeof saved.nick !== 'string') {
    return undefined;
  }
  const id = 'id' in saved && typeof saved.id === 'string' ? { id: saved.id } : {};
  const room = 'room' in saved && typeof saved.room === 'string' ? { room: saved.room } : {};
  return { nick: saved.nick, ...id, ...room };
}

const TOKEN = `${PREFIX}token`;

function loadToken(): string | undefined {
  try {
    const token = sessionStorage.getItem(TOKEN) ?? '';
    return /^[\w-]{22,128}$/.test(token) ? token : undefined;
  } catch {
    return undefined;
  }
}

function saveToken(token: string | undefined): void {
  try {
    if (token === undefined) sessionStorage.removeItem(TOKEN);
    else sessionStorage.setItem(TOKEN, token);
  } catch {
    // Without storage a reloaded tab starts a new session.
  }
}

/**
 * Takes over this tab's session token from before a reload. The token is saved only while the tab unloads and removed
 * after loading, so that a duplicated tab does not take the session over.
 *
 * @param current returns the token at the time of unloading
 */
export function takeSessionToken(current: () => string | undefined): string | undefined {
  window.addEventListener('pagehide', () => saveToken(current()));
  // Restored from the back/forward cache: the session continues in this page.
  window.addEventListener('pageshow', () => saveToken(undefined));
  const token = loadToken();
  saveToken(undefined);
  return token;
}
