import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);
const main = fileURLToPath(new URL('../../../../dist/apps/gateway/main.js', import.meta.url));
/** A screen that does not come to show something within this time never does. */
const PATIENCE_MS = 40_000;

/** The terminal client on a screen of its own. */
export interface Screen {
  /** What is on the screen now, a line for each row. */
  text(): Promise<string>;
  /** The same with all colours. */
  colours(): Promise<string>;
  /** Resolves, with the screen, once it matches. */
  shows(what: string | RegExp): Promise<string>;
  /** Resolves once it does not show that any more. */
  hides(what: string): Promise<void>;
  /** Types a text as it is. */
  type(text: string): Promise<void>;
  /** Presses keys by the names that tmux gives them. */
  press(...keys: readonly string[]): Promise<void>;
  /** Pastes as a terminal does: between brackets. */
  paste(text: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** The client's process id. */
  client(): Promise<number>;
}

/** How the client is started. */
export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** The folder that it runs in. */
  readonly cwd?: string;
}

/** Starts `partyline chat` in tmux; what it prints after its end, with its exit code, stays on the screen. */
export async function screenWith(
  tmux: string,
  args: readonly string[],
  { columns = 100, rows = 24, cwd = process.cwd() }: ScreenOptions = {},
): Promise<Screen> {
  const socket = `partyline-test-${randomUUID()}`;
  const env = { ...process.env, LC_ALL: 'C.UTF-8', TERM: 'xterm-256color', NODE_ENV: 'production' };
  const tell = async (...words: readonly string[]): Promise<string> =>
    (await run(tmux, ['-u', '-L', socket, '-f', '/dev/null', ...words], { env, cwd })).stdout;
  const quoted = [process.execPath, main, 'chat', ...args]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(' ');
  const shell = `echo before; ${quoted}; echo "ended with $?"; exec cat`;
  await tell('new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', cwd, shell);
  onTestFinished(() => void tell('kill-server').catch(() => {}));

  async function until(fits: (text: string) => boolean, wanted: string): Promise<string> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const text = await screen.text();
      if (fits(text)) return text;
      if (performance.now() > deadline) throw new Error(`The screen does not come to ${wanted}:\n${text}`);
    }
  }

  const screen: Screen = {
    text: () => tell('capture-pane', '-p'),
    colours: () => tell('capture-pane', '-e', '-p'),
    shows: (what) =>
      until((text) => (typeof what === 'string' ? text.includes(what) : what.test(text)), `show ${String(what)}`),
    async hides(what) {
      await until((text) => !text.includes(what), `hide ${what}`);
    },
    async type(text) {
      await tell('send-keys', '-l', text);
    },
    async press(...keys) {
      await tell('send-keys', ...keys);
    },
    async paste(text) {
      await tell('set-buffer', '-b', 'pasted', text);
      await tell('paste-buffer', '-p', '-b', 'pasted');
    },
    async resize(width, height) {
      await tell('resize-window', '-x', String(width), '-y', String(height));
    },
    async client() {
      const shell = (await tell('display-message', '-p', '#{pane_pid}')).trim();
      return Number(await readFile(`/proc/${shell}/task/${shell}/children`, 'utf8'));
    },
  };
  return screen;
}
