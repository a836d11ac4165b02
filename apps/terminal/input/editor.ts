import { graphemesOf } from '../text/width.js';

/** Characters in the line at most: beyond it nothing is put in. */
const MOST = 20_000;
/** Lines that were sent and are remembered. */
const MOST_REMEMBERED = 200;

/** A line that is being written. */
export interface Editor {
  readonly text: string;
  /** How much of the text is before the cursor, in UTF-16 units. */
  readonly cursor: number;
  insert(text: string): void;
  /** Puts something in the place of what stands before the cursor, from a place on. */
  complete(from: number, text: string): void;
  backspace(): void;
  remove(): void;
  left(): void;
  right(): void;
  /** A word to the left, or to the right. */
  wordLeft(): void;
  wordRight(): void;
  home(): void;
  end(): void;
  /** Removes the word before the cursor. */
  killWord(): void;
  /** Removes all before the cursor. */
  killBefore(): void;
  /** Removes all behind the cursor. */
  killAfter(): void;
  /** The line that was sent before, and back again. */
  older(): void;
  newer(): void;
  /** Hands the text over, remembers it and begins anew. */
  take(): string;
}

/** Makes an editor with nothing in it. */
export function createEditor(): Editor {
  const sent: string[] = [];
  let text = '';
  let cursor = 0;
  /** Which of the sent lines is shown; beyond the last: what is being written. */
  let place = 0;
  let draft = '';

  const set = (next: string, at: number): void => {
    text = next;
    cursor = at;
  };
  const before = (): string => text.slice(0, cursor);
  const after = (): string => text.slice(cursor);
  const lastBefore = (): number => graphemesOf(before()).at(-1)?.length ?? 0;
  const firstAfter = (): number => graphemesOf(after())[0]?.length ?? 0;
  const wordStart = (): number => before().replace(/[^\s]*\s*$/u, '').length;

  function recall(next: number): void {
    if (next < 0 || next > sent.length) return;
    if (place === sent.length) draft = text;
    place = next;
    const shown = sent[place] ?? draft;
    set(shown, shown.length);
  }

  return {
    get text() {
      return text;
    },
    get cursor() {
      return cursor;
    },
    insert(added) {
      const kept = added.slice(0, MOST - text.length);
      set(before() + kept + after(), cursor + kept.length);
    },
    complete(from, added) {
      set(text.slice(0, from) + added + after(), from + added.length);
    },
    backspace() {
      const length = lastBefore();
      set(text.slice(0, cursor - length) + after(), cursor - length);
    },
    remove: () => set(before() + text.slice(cursor + firstAfter()), cursor),
    left: () => set(text, cursor - lastBefore()),
    right: () => set(text, cursor + firstAfter()),
    wordLeft: () => set(text, wordStart()),
    wordRight: () => set(text, cursor + (/^\s*[^\s]*/u.exec(after())?.[0].length ?? 0)),
    home: () => set(text, 0),
    end: () => set(text, text.length),
    killWord() {
      const start = wordStart();
      set(text.slice(0, start) + after(), start);
    },
    killBefore: () => set(after(), 0),
    killAfter: () => set(before(), cursor),
    older: () => recall(place - 1),
    newer: () => recall(place + 1),
    take() {
      const taken = text;
      if (taken.trim() !== '' && sent.at(-1) !== taken) sent.push(taken);
      if (sent.length > MOST_REMEMBERED) sent.shift();
      place = sent.length;
      draft = '';
      set('', 0);
      return taken;
    },
  };
}
