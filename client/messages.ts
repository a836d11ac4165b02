import { clientError } from './error.js';
import type { ClientMessage } from './kinds.js';

/** So many messages wait for whoever iterates. */
const MOST = 10_000;

/** Where messages come from. */
export interface MessageSource {
  /** Listens to messages; what it returns ends the listening. */
  listen(listener: (message: ClientMessage) => void): () => void;
  /** Is told when there will be none any more; what it returns ends that. */
  ended(listener: () => void): () => void;
}

type Taker = (result: IteratorResult<ClientMessage, undefined>) => void;

/**
 * Messages one after the other, from this call on, for `for await`. At most 10 000 wait to be taken: whoever is further behind
 * gets an error, instead of messages that have silently gone.
 */
export function messagesFrom(source: MessageSource): AsyncIterableIterator<ClientMessage, undefined, undefined> {
  const waiting: ClientMessage[] = [];
  const takers: Taker[] = [];
  let failure: Error | undefined;
  let isOver = false;

  const deaf = source.listen((message) => {
    const taker = takers.shift();
    if (taker !== undefined) taker({ value: message, done: false });
    else if (waiting.length < MOST) waiting.push(message);
    else {
      waiting.length = 0;
      failure = clientError('CLIENT_BEHIND', { limit: MOST });
      end();
    }
  });
  const unbound = source.ended(() => end());

  function end(): void {
    isOver = true;
    deaf();
    unbound();
    for (const taker of takers.splice(0)) taker({ value: undefined, done: true });
  }

  return {
    next() {
      const message = waiting.shift();
      if (message !== undefined) return Promise.resolve({ value: message, done: false });
      if (failure !== undefined) {
        const error = failure;
        failure = undefined;
        return Promise.reject(error);
      }
      if (isOver) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve) => takers.push(resolve));
    },
    return() {
      waiting.length = 0;
      end();
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
