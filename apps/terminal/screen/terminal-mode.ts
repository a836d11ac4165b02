import type { ReadStream, WriteStream } from 'node:tty';

/** Another screen, pastes told from typing, and no line that goes on by itself. */
const ENTER = '\u001b[?1049h\u001b[?2004h\u001b[?7l\u001b[2J';
const LEAVE = '\u001b[0m\u001b[?7h\u001b[?2004l\u001b[?25h\u001b[?1049l';

/** A terminal that is taken for the full screen, and given back as it was. */
export interface TerminalMode {
  enter(): void;
  /** More than once: nothing. */
  leave(): void;
}

/**
 * Makes the mode. Once entered it is left when the process ends, however: also when something throws that nobody catches,
 * before that is printed.
 */
export function createTerminalMode(stdin: ReadStream, stdout: WriteStream): TerminalMode {
  let isIn = false;
  function leave(): void {
    if (!isIn) return;
    isIn = false;
    process.off('exit', leave);
    process.off('uncaughtExceptionMonitor', leave);
    stdout.write(LEAVE);
    // A terminal that is gone has no mode any more.
    if (!stdin.destroyed) stdin.setRawMode(false);
  }
  return {
    enter() {
      if (isIn) return;
      isIn = true;
      process.on('exit', leave);
      process.on('uncaughtExceptionMonitor', leave);
      stdin.setRawMode(true);
      stdout.write(ENTER);
    },
    leave,
  };
}
