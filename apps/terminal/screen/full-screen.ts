import type { ReadStream, WriteStream } from 'node:tty';
import type { Desk } from '../commands/command.js';
import { submit } from '../commands/submit.js';
import { createCompleter } from '../input/completion.js';
import { createEditor } from '../input/editor.js';
import { createKeyQueue } from '../input/key-queue.js';
import { type Keyboard, press } from '../input/keyboard.js';
import { createKeyReader } from '../input/keys.js';
import { vocabularyOf } from '../input/vocabulary.js';
import { type FrameParts, frameFor, layoutOf } from '../view/frame.js';
import { createLogView } from '../view/log-view.js';
import { createCanvas } from './canvas.js';
import { createPace } from './pace.js';
import { createPainter } from './painter.js';
import { createTerminalMode } from './terminal-mode.js';

/** An ESC that nothing follows within this time was the key itself. */
const ESCAPE_MS = 50;
/** Countdowns, and what goes by itself, are looked at so often. */
const TICK_MS = 500;

/** The full screen, while the program runs. */
export interface FullScreen {
  /** Something has changed. */
  changed(): void;
  /** Gives the terminal back. */
  end(): void;
}

/** What the full screen works on. */
export interface FullScreenParts {
  readonly desk: Desk;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  /** Clean. */
  readonly address: string;
  readonly colours: boolean;
}

/** Takes the terminal and begins. */
export function fullScreen({ desk, stdin, stdout, address, colours }: FullScreenParts): FullScreen {
  const { talk } = desk;
  const editor = createEditor();
  const logView = createLogView();
  const keys = createKeyReader();
  const mode = createTerminalMode(stdin, stdout);
  const painter = createPainter((text) => stdout.write(text));
  const view: { -readonly [Key in keyof FrameParts]: FrameParts[Key] } = { talk, editor, logView, hint: '', address };
  const size = (): readonly [number, number] => [stdout.columns || 80, stdout.rows || 24];
  const canvas = createCanvas(frameFor(view, ...size()), colours);

  const pace = createPace(() => {
    const frame = frameFor(view, ...size());
    painter.paint(canvas.picture(frame), frame.cursor);
  });

  function redraw(): void {
    painter.forget();
    pace.want();
  }

  const keyboard: Keyboard = {
    talk,
    editor,
    logView,
    completer: createCompleter(editor, vocabularyOf(talk)),
    logSize() {
      const { log, height } = layoutOf(view, ...size());
      return { width: log - 1, height };
    },
    async submit(line) {
      // What was not taken can be mended, unless something else is being written by then.
      if ((await submit(desk, line)) || editor.text !== '') return;
      editor.insert(line);
      pace.want();
    },
    quit: () => desk.quit(),
    redraw,
    hint(text) {
      view.hint = text;
      pace.want();
    },
    suspend() {
      mode.leave();
      process.once('SIGCONT', () => {
        mode.enter();
        redraw();
      });
      process.kill(process.pid, 'SIGTSTP');
    },
  };

  let settling: NodeJS.Timeout | undefined;
  const pressed = createKeyQueue((key) => press(keyboard, key));
  const typed = (piece: string): void => {
    clearTimeout(settling);
    pressed(keys.read(piece));
    if (keys.waits) settling = setTimeout(() => pressed(keys.settle()), ESCAPE_MS);
  };
  const ticking = setInterval(pace.want, TICK_MS);

  mode.enter();
  stdin.setEncoding('utf8').on('data', typed).resume();
  stdout.on('resize', redraw);
  pace.want();

  return {
    changed: pace.want,
    end() {
      clearInterval(ticking);
      clearTimeout(settling);
      pace.stop();
      stdin.off('data', typed).pause();
      stdout.off('resize', redraw);
      canvas.end();
      mode.leave();
    },
  };
}
