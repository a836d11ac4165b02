import type { Talk } from '../talk/talk.js';
import type { LogView } from '../view/log-view.js';
import { scrolledDown, scrolledUp } from '../view/scroll.js';
import type { Completer } from './completion.js';
import type { Editor } from './editor.js';
import type { Key, KeyName } from './keys.js';

/** What keys work on. */
export interface Keyboard {
  readonly talk: Talk;
  readonly editor: Editor;
  readonly completer: Completer;
  readonly logView: LogView;
  /** The size of the log on the screen, in columns for text and in rows. */
  logSize(): { readonly width: number; readonly height: number };
  /** Something was written and is to be done. */
  submit(line: string): Promise<void>;
  /** Ctrl-C. */
  quit(): void;
  /** Ctrl-Z. */
  suspend(): void;
  /** The whole screen is to be drawn again. */
  redraw(): void;
  hint(text: string): void;
}

type Act = (keyboard: Keyboard) => Promise<void> | void;

function scrollUp(keyboard: Keyboard, part: number): void {
  const { shown } = keyboard.talk.state.rooms;
  const { width, height } = keyboard.logSize();
  const log = keyboard.logView(shown, width);
  const { anchor, isTop } = scrolledUp(log, shown.anchor, Math.max(1, Math.floor(height * part)), height);
  shown.anchor = anchor;
  if (isTop) void keyboard.talk.older(shown);
}

function scrollDown(keyboard: Keyboard, part: number): void {
  const { shown } = keyboard.talk.state.rooms;
  const { width, height } = keyboard.logSize();
  if (shown.anchor === undefined) return;
  shown.anchor = scrolledDown(keyboard.logView(shown, width), shown.anchor, Math.max(1, Math.floor(height * part)));
}

function submit({ editor, talk, submit: done }: Keyboard): void {
  const line = editor.take();
  if (line.trim() === '') return;
  talk.state.rooms.shown.anchor = undefined;
  void done(line);
}

async function complete({ completer, hint }: Keyboard): Promise<void> {
  const words = await completer.next();
  hint(words.map((word) => word.trim()).join('  '));
}

const editing =
  (act: (editor: Editor) => void): Act =>
  ({ editor }) =>
    act(editor);
const stepping =
  (by: number): Act =>
  ({ talk }) =>
    talk.state.rooms.step(by);

/** Every key, with what it does. Ctrl-U moves the log where nothing is written, as Ctrl-D does. */
const acts: Readonly<Partial<Record<KeyName, Act>>> = {
  enter: submit,
  tab: complete,
  newline: editing((editor) => editor.insert('\n')),
  backspace: editing((editor) => editor.backspace()),
  delete: editing((editor) => editor.remove()),
  left: editing((editor) => editor.left()),
  right: editing((editor) => editor.right()),
  up: editing((editor) => editor.older()),
  down: editing((editor) => editor.newer()),
  home: editing((editor) => editor.home()),
  end: editing((editor) => editor.end()),
  wordLeft: editing((editor) => editor.wordLeft()),
  wordRight: editing((editor) => editor.wordRight()),
  'ctrl-a': editing((editor) => editor.home()),
  'ctrl-e': editing((editor) => editor.end()),
  'ctrl-b': editing((editor) => editor.left()),
  'ctrl-f': editing((editor) => editor.right()),
  'ctrl-w': editing((editor) => editor.killWord()),
  'ctrl-k': editing((editor) => editor.killAfter()),
  'ctrl-u': (keyboard) => (keyboard.editor.text === '' ? scrollUp(keyboard, 0.5) : keyboard.editor.killBefore()),
  'ctrl-d': (keyboard) => scrollDown(keyboard, 0.5),
  pageUp: (keyboard) => scrollUp(keyboard, 0.9),
  pageDown: (keyboard) => scrollDown(keyboard, 0.9),
  'ctrl-n': stepping(1),
  'ctrl-p': stepping(-1),
  'ctrl-c': ({ quit }) => quit(),
  'ctrl-z': ({ suspend }) => suspend(),
  'ctrl-l': ({ redraw }) => redraw(),
  escape({ talk }) {
    const { shown } = talk.state.rooms;
    shown.anchor = undefined;
    shown.firstNew = undefined;
  },
};

/** Does what a key is for. What is pressed next waits until it is done. */
export async function press(keyboard: Keyboard, pressed: Key): Promise<void> {
  const { editor, talk, completer } = keyboard;
  const before = editor.text;
  keyboard.hint('');
  if ('text' in pressed) editor.insert(pressed.text);
  else {
    const [, digit] = /^alt-([1-9])$/.exec(pressed.key) ?? [];
    const room = digit === undefined ? undefined : talk.state.rooms.all[Number(digit) - 1];
    if (room !== undefined) talk.state.rooms.show(room);
    await acts[pressed.key]?.(keyboard);
  }
  if (!('key' in pressed && pressed.key === 'tab')) completer.reset();
  if (editor.text !== before && !editor.text.startsWith('/')) talk.writes(editor.text !== '');
  talk.state.changed();
}
