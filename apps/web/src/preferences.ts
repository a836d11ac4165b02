import { effect, type Signal } from '@preact/signals';
import type { Memory } from './chat/index.js';

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
export function remembered<T>(
  name: string,
  signal: Signal<T | undefined>,
  read: (kept: unknown) => T | undefined,
): void {
  signal.value = read(load(name));
  effect(() => save(name, signal.value));
}

/** The memory of nick and rooms, in this browser. Who was never here starts in `room`. */
export function browserMemory(room: string): Memory {
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
  };
}
