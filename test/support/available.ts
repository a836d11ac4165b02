import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

interface ToolInfo {
  /** Names to look for on the PATH, the best first. */
  readonly names: readonly string[];
  /** What goes untested without it, as the end of "left out: …". */
  readonly covers: string;
  /** The package that brings it on Debian and its kin. */
  readonly install: string;
}

const TOOLS = {
  chromium: {
    names: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    covers: 'the tests that drive the web page in a real browser',
    install: 'chromium',
  },
  curl: { names: ['curl'], covers: 'the test that sends and fetches a file with curl', install: 'curl' },
  nc: { names: ['nc.openbsd', 'nc'], covers: 'the tests that chat through a real nc', install: 'netcat-openbsd' },
  openssl: { names: ['openssl'], covers: 'the tests that make a certificate for TLS', install: 'openssl' },
  script: {
    names: ['script'],
    covers: 'the tests that press Ctrl-C in a real terminal',
    install: 'util-linux (bsdutils)',
  },
  tmux: { names: ['tmux'], covers: 'the tests that drive the terminal client on a screen', install: 'tmux' },
} as const satisfies Record<string, ToolInfo>;

/** A program that some tests need and a machine may lack. */
export type Tool = keyof typeof TOOLS;

const told = new Set<Tool>();

/**
 * Where a program is, for `describe.skipIf(!path)` or `test.skipIf(!path)`.
 *
 * When it is missing the reason is printed once and the answer is `undefined`: the tests that need it are left out.
 * With `CI` set to anything but `false` or nothing, leaving tests out is a failure, and it throws instead.
 *
 * @param tool the program
 * @param env  the environment to look in: `PATH` and `CI`
 * @returns the absolute path of the program, or `undefined`
 * @throws Error under CI, when the program is missing
 */
export function needs(tool: Tool, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const info: ToolInfo = TOOLS[tool];
  const found = locate(info.names, env.PATH ?? '');
  if (found !== undefined) return found;
  const reason = `left out: ${info.covers} (no ${tool} on the PATH; install ${info.install})`;
  if (isCi(env)) throw new Error(`${reason}. Under CI nothing may be left out.`);
  if (!told.has(tool)) {
    told.add(tool);
    console.warn(reason);
  }
  return undefined;
}

function locate(names: readonly string[], path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  for (const name of names) {
    const hit = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isCi(env: NodeJS.ProcessEnv): boolean {
  return env.CI !== undefined && env.CI !== '' && env.CI !== 'false';
}
