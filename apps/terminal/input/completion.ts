import type { Editor } from './editor.js';

/** Shown of the possible words at most. */
const MOST_SHOWN = 20;

/** What a word may be completed to. */
export interface Vocabulary {
  /** Names of commands, without the slash. */
  readonly commands: readonly string[];
  /** What stands behind a command; `undefined`: any text. */
  argumentOf(command: string): 'nick' | 'room' | 'path' | undefined;
  nicks(): readonly string[];
  /** Without `#`. */
  rooms(): readonly string[];
  /** The paths that begin so, folders with a slash at the end. Never rejects. */
  paths(prefix: string): Promise<readonly string[]>;
}

/** The words that may stand where one has been begun. */
export interface Candidates {
  /** Where the word begins. */
  readonly from: number;
  /** With what comes behind them: a space, `: `, or nothing. */
  readonly words: readonly string[];
}

const beginning = (prefix: string, words: readonly string[]): string[] => {
  const small = prefix.toLowerCase();
  return words.filter((word) => word.toLowerCase().startsWith(small)).sort((a, b) => a.localeCompare(b, 'en'));
};

/** Finds what the word before the cursor may become. */
export async function candidatesFor(before: string, vocabulary: Vocabulary): Promise<Candidates> {
  const [, command, gap, rest = ''] = /^\/(\S*)(\s+)?([\s\S]*)$/.exec(before) ?? [];
  if (command !== undefined && gap === undefined) {
    return { from: 1, words: beginning(command, vocabulary.commands).map((name) => `${name} `) };
  }
  const kind = command === undefined ? undefined : vocabulary.argumentOf(command.toLowerCase());
  if (kind === 'path') {
    const found = await vocabulary.paths(rest);
    return { from: before.length - rest.length, words: found.map((path) => (path.endsWith('/') ? path : `${path} `)) };
  }
  const [word = ''] = /\S*$/u.exec(before) ?? [];
  const from = before.length - word.length;
  if (word.startsWith('#') || (kind === 'room' && word === rest)) {
    const mark = word.startsWith('#') ? '#' : '';
    return { from, words: beginning(word.slice(mark.length), vocabulary.rooms()).map((room) => `${mark}${room} `) };
  }
  if (word === '' && kind !== 'nick') return { from, words: [] };
  const mark = word.startsWith('@') ? '@' : '';
  const behind = from === 0 && mark === '' ? ': ' : ' ';
  return { from, words: beginning(word.slice(mark.length), vocabulary.nicks()).map((nick) => mark + nick + behind) };
}

/** Completes the word before the cursor of an editor. */
export interface Completer {
  /** Tab: as much as all possible words have in common, then one after the other. Gives the possible ones, for a hint. */
  next(): Promise<readonly string[]>;
  /** Any other key. */
  reset(): void;
}

/** Makes a completer. */
export function createCompleter(editor: Editor, vocabulary: Vocabulary): Completer {
  let round: (Candidates & { readonly index: number; readonly text: string }) | undefined;

  function put(candidates: Candidates, word: string, index: number): void {
    editor.complete(candidates.from, word);
    round = { ...candidates, index, text: editor.text };
  }

  return {
    async next() {
      if (round !== undefined && round.text === editor.text) {
        const index = (round.index + 1) % round.words.length;
        put(round, round.words[index] ?? '', index);
        return round.words.slice(0, MOST_SHOWN);
      }
      const { text, cursor } = editor;
      const candidates = await candidatesFor(text.slice(0, cursor), vocabulary);
      // Somebody went on writing while the folder was read.
      if (editor.text !== text || editor.cursor !== cursor) return [];
      const [only, ...others] = candidates.words;
      if (only === undefined) return [];
      if (others.length === 0) {
        editor.complete(candidates.from, only);
        return [];
      }
      const common = commonStart(candidates.words);
      const typed = cursor - candidates.from;
      put(candidates, common.length > typed ? common : text.slice(candidates.from, cursor), -1);
      return candidates.words.slice(0, MOST_SHOWN);
    },
    reset() {
      round = undefined;
    },
  };
}

/** What words have in common at their beginnings, whatever the case of the letters; spelled as in the first. */
function commonStart(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let length = first.length;
  for (const word of others) {
    while (!word.toLowerCase().startsWith(first.slice(0, length).toLowerCase())) length--;
  }
  return first.slice(0, length);
}
