import type { Client } from '../../client/index.js';
import type { ChatOptions } from './chat-options.js';
import { openDesk } from './desk.js';
import type { FullScreen, FullScreenParts } from './screen/full-screen.js';
import { onSignals } from './signals.js';
import { enterRooms } from './talk/enter-rooms.js';

/** What draws; it is loaded when it is wanted. */
export interface Screens {
  fullScreen(parts: FullScreenParts): FullScreen;
}

/** Chats on the full screen. @returns whether it was connected and not sent away */
export async function fullChat(
  client: Client,
  { address, rooms }: ChatOptions,
  { fullScreen }: Screens,
): Promise<boolean> {
  const { stdin, stdout, env } = process;
  let screen: FullScreen | undefined;
  const events = { changed: () => screen?.changed(), added() {}, replaced() {} };
  const desk = openDesk(client, events, { reads: true, patient: false });
  const colours = (env.NO_COLOR ?? '') === '';
  screen = fullScreen({ desk, stdin, stdout, address: address.url, colours });
  const deaf = onSignals(() => desk.quit());
  client.connect();
  void enterRooms(desk.talk, rooms);
  try {
    return await desk.over;
  } finally {
    deaf();
    screen.end();
    stdout.write(`Goodbye. You were ${desk.talk.state.nick || 'not connected'} at ${address.url}\n`);
  }
}
