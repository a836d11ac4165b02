import { WebSocket } from 'ws';
import { createClient } from '../../client/index.js';
import { wiresTo } from './address.js';
import type { ChatOptions } from './chat-options.js';
import { fullChat } from './full-chat.js';
import { plainChat } from './plain/plain-chat.js';

/**
 * Chats on this process's terminal, or through its pipes, until the user leaves.
 * @returns whether all went well: false where it could not connect, or was refused
 */
export async function chat(options: ChatOptions): Promise<boolean> {
  const { address, nick, plain, version } = options;
  const open = wiresTo(address, WebSocket);
  const client = createClient({ open, client: `terminal/${version}`, ...(nick === undefined ? {} : { nick }) });
  const screen = plain ? undefined : await loadScreen();
  return screen === undefined ? plainChat(client, options) : fullChat(client, options, screen);
}

/** What draws the full screen; `undefined` where there is no terminal that can show it, or the packages are not there. */
async function loadScreen(): Promise<typeof import('./screen/full-screen.js') | undefined> {
  const { stdin, stdout, stderr, env } = process;
  if (!stdin.isTTY || !stdout.isTTY || env.TERM === 'dumb') return undefined;
  // What React does for developers would cost time, and memory for as long as the program runs.
  env.NODE_ENV ??= 'production';
  try {
    return await import('./screen/full-screen.js');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    stderr.write('partyline: the packages ink and react are not installed: there is no full screen.\n');
    return undefined;
  }
}
