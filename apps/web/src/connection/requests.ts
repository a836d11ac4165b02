import { Fault, type PageCode, pageFault } from './fault.js';
import type { Cancel, Platform } from './platform.js';
import type { CommandFields, Ok, Refused, Welcome } from './wire.js';

const ANSWER_MS = 20_000;

/** What is called with the answer to a command; exactly one of the two, once. */
export interface Answered {
  done(answer: Welcome | Ok): void;
  failed(fault: Fault): void;
}

/** The commands of one connection that wait for their answers. */
export interface Requests {
  /** Sends a command. */
  send(fields: CommandFields, answered: Answered): void;
  /** Hands an answer to whoever waits for it. */
  settle(answer: Welcome | Ok | Refused): void;
  /** The connection is gone: every command that waits has failed. */
  abandon(code: PageCode): void;
}

/**
 * Numbers commands and brings the answers back.
 *
 * @param platform its timers: a command without an answer fails after 20 s with `PAGE_NO_ANSWER`
 * @param write    sends one line
 */
export function createRequests(platform: Platform, write: (line: string) => void): Requests {
  const waiting = new Map<number, { readonly answered: Answered; readonly cancel: Cancel }>();
  let last = 0;

  const take = (ref: number | undefined): Answered | undefined => {
    const found = ref === undefined ? undefined : waiting.get(ref);
    if (ref === undefined || found === undefined) return undefined;
    waiting.delete(ref);
    found.cancel();
    return found.answered;
  };

  return {
    send(fields, answered) {
      const ref = ++last;
      const cancel = platform.after(ANSWER_MS, () => take(ref)?.failed(pageFault('PAGE_NO_ANSWER')));
      waiting.set(ref, { answered, cancel });
      write(JSON.stringify({ ...fields, ref }));
    },
    settle(answer) {
      const answered = take(answer.ref);
      if (answer.type !== 'error') answered?.done(answer);
      else answered?.failed(new Fault(answer.code, answer.text, answer.retry === true, answer.details));
    },
    abandon(code) {
      for (const ref of [...waiting.keys()]) take(ref)?.failed(pageFault(code));
    },
  };
}
