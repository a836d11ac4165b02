import type { Client } from '../../client/index.js';
import type { Desk } from './commands/command.js';
import { createTransfers } from './files/transfers.js';
import { createState, type StateEvents } from './state/state.js';
import { createTalk, type TalkOptions } from './talk/talk.js';

/** A server that does not answer the goodbye is waited for so long. */
const FAREWELL_MS = 3_000;

/** A desk, and its end. */
export interface OpenDesk extends Desk {
  /** Resolves once the client is stopped. Whether it was ever connected, and was not sent away, is the result. */
  readonly over: Promise<boolean>;
}

/** Puts together what both ways of chatting have. Nothing is connected yet. */
export function openDesk(client: Client, events: StateEvents, options: TalkOptions): OpenDesk {
  const state = createState(() => Date.now(), events);
  const talk = createTalk(client, state, options);
  const transfers = createTransfers(talk);
  let wasOnline = false;
  let leaving: Promise<void> | undefined;
  let late: NodeJS.Timeout | undefined;
  let finish: (isFine: boolean) => void = () => {};
  const over = new Promise<boolean>((resolve) => {
    finish = resolve;
  });

  client.on('welcome', () => {
    wasOnline = true;
  });

  function end(isFine: boolean): void {
    clearTimeout(late);
    client.stop();
    finish(isFine);
  }

  async function farewell(text: string | undefined): Promise<void> {
    const isFine = wasOnline && client.state !== 'stopped';
    late = setTimeout(end, FAREWELL_MS, isFine);
    await transfers.end();
    await client.quit(text);
    end(isFine);
  }

  return {
    talk,
    transfers,
    over,
    quit(text) {
      // The second time nothing is waited for.
      if (leaving !== undefined) end(wasOnline);
      leaving ??= farewell(text?.slice(0, 300));
    },
  };
}
