/** What somebody has pressed: a key by name, or text that was typed or pasted. */
export type Key = { readonly key: KeyName } | { readonly text: string };

/** The keys that mean something. */
export type KeyName =
  | 'enter'
  | 'newline'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'pageUp'
  | 'pageDown'
  | 'wordLeft'
  | 'wordRight'
  | 'escape'
  | `ctrl-${string}`
  | `alt-${string}`;

/** A sequence that goes on for longer is none. */
const MOST_SEQUENCE = 32;
/** A paste that has no end: what came of it is taken as it is. */
const MOST_PASTE = 100_000;
const PASTE_ENDS = '\u001b[201~';

const NAMED: Readonly<Record<string, KeyName>> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  '[H': 'home',
  '[F': 'end',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[3~': 'delete',
  '[4~': 'end',
  '[5~': 'pageUp',
  '[6~': 'pageDown',
  '[7~': 'home',
  '[8~': 'end',
  '[1;5D': 'wordLeft',
  '[1;5C': 'wordRight',
  '[1;3D': 'wordLeft',
  '[1;3C': 'wordRight',
  b: 'wordLeft',
  f: 'wordRight',
  '\r': 'newline',
  '\u007f': 'ctrl-w',
};
const CONTROLS: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'newline',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
};
/** A whole sequence behind an ESC: of the keyboard, or a key with Alt. */
const SEQUENCE = /^(?:\[[0-?]*[ -/]*[@-~]|O[@-~]|\r|[^\p{Cc}[O]|\u{7f})/u;

/** Reads what a terminal sends. */
export interface KeyReader {
  /** What the next piece means; a sequence that is cut goes on with the piece after it. */
  read(piece: string): Key[];
  /** Nothing more came for a moment: an ESC that waits was the key itself. */
  settle(): Key[];
  /** Whether the beginning of a sequence waits. */
  readonly waits: boolean;
}

/** Makes a reader; pieces are texts, with whole characters. */
export function createKeyReader(): KeyReader {
  let rest = '';
  let isPasting = false;

  function paste(keys: Key[]): void {
    const end = rest.indexOf(PASTE_ENDS);
    const isOver = end >= 0 || rest.length > MOST_PASTE;
    if (!isOver) return;
    const text = end < 0 ? rest : rest.slice(0, end);
    rest = end < 0 ? '' : rest.slice(end + PASTE_ENDS.length);
    isPasting = false;
    const clean = pastedText(text);
    if (clean !== '') keys.push({ text: clean });
  }

  function sequence(keys: Key[]): boolean {
    const [whole] = SEQUENCE.exec(rest.slice(1)) ?? [];
    if (whole === undefined) {
      if (rest.length === 1 || (rest[1] !== '\u001b' && rest.length <= MOST_SEQUENCE)) return false;
      rest = rest.slice(1);
      keys.push({ key: 'escape' });
      return true;
    }
    rest = rest.slice(1 + whole.length);
    if (whole === '[200~') isPasting = true;
    else if (NAMED[whole] !== undefined) keys.push({ key: NAMED[whole] });
    else if (/^[\p{L}\p{N}]$/u.test(whole)) keys.push({ key: `alt-${whole.toLowerCase()}` });
    return true;
  }

  function plain(keys: Key[]): void {
    const [text = ''] = /^[^\p{Cc}]*/u.exec(rest) ?? [];
    if (text !== '') {
      keys.push({ text });
      rest = rest.slice(text.length);
      return;
    }
    const [control = ''] = rest;
    rest = rest.slice(1);
    const named = CONTROLS[control];
    const code = control.charCodeAt(0);
    if (named !== undefined) keys.push({ key: named });
    else if (code >= 1 && code <= 26) keys.push({ key: `ctrl-${String.fromCharCode(code + 96)}` });
  }

  return {
    get waits() {
      return rest !== '' && !isPasting;
    },
    read(piece) {
      const keys: Key[] = [];
      rest += piece;
      while (rest !== '') {
        if (isPasting) {
          paste(keys);
          if (isPasting) break;
        } else if (rest.startsWith('\u001b')) {
          if (!sequence(keys)) break;
        } else plain(keys);
      }
      return keys;
    },
    settle() {
      if (rest === '' || isPasting) return [];
      const isEscape = rest === '\u001b';
      rest = '';
      return isEscape ? [{ key: 'escape' }] : [];
    },
  };
}

/** Pasted text is text, whatever it has in it: with its line breaks, without other control characters. */
function pastedText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '    ')
    .replace(/(?!\n)\p{Cc}/gu, '');
}
