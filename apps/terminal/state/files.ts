import type { FileCard } from './line.js';

/** Files that can be named by number at most; beyond it the oldest is forgotten. */
const MOST = 2_000;

/** Numbers for files and transfers, one row of them for all. */
export interface Files {
  /** A number of its own, for what is sent. */
  next(): number;
  /** The file's card; one that is known already keeps its number. */
  card(file: Omit<FileCard, 'number'>): FileCard;
  /** By number, or by the server's id. */
  find(name: string): FileCard | undefined;
}

/** Makes a register of files; none is known. */
export function createFiles(): Files {
  const cards = new Map<string, FileCard>();
  let last = 0;
  return {
    next: () => ++last,
    card(file) {
      const known = cards.get(file.id);
      if (known !== undefined) return known;
      const card = { number: ++last, ...file };
      cards.set(file.id, card);
      const [oldest] = cards.keys();
      if (cards.size > MOST && oldest !== undefined) cards.delete(oldest);
      return card;
    },
    find: (name) => cards.get(name) ?? [...cards.values()].find(({ number }) => String(number) === name),
  };
}
