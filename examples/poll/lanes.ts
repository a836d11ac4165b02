import { ChatError } from 'partyline';

/** Work in lanes: of one name one thing at a time, in order. */
export interface Lanes {
  /** Whether {@link Lanes.end} was called. */
  readonly ended: boolean;
  /** Does it when all that came before in its lane is done. @throws ChatError `CHAT_COMMAND_FAILED` once ended. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Nothing more is begun. Resolves when what was under way is done. */
  end(): Promise<void>;
}

/** Makes lanes with nothing in them. */
export function createLanes(): Lanes {
  // One entry for each lane in which something waits or runs: a session has one command at a time, so they are bounded.
  const tails = new Map<string, Promise<void>>();
  let ended = false;

  function run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const result = (tails.get(name) ?? Promise.resolve()).then(() => {
      // Another instance of the plugin may have taken over by now: it would never learn of what this one writes.
      if (ended) throw new ChatError('CHAT_COMMAND_FAILED', 'Polls are being replaced. Try again.');
      return work();
    });
    const settled = (): void => {
      if (tails.get(name) === tail) tails.delete(name);
    };
    const tail = result.then(settled, settled);
    tails.set(name, tail);
    return result;
  }

  return {
    get ended() {
      return ended;
    },
    run,
    async end() {
      ended = true;
      await Promise.all(tails.values());
    },
  };
}
