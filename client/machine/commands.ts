import { clientError } from '../error.js';
import { isDone, refusal, type Taker, taken } from './answers.js';
import type { Fields, Reply } from './frame.js';
import type { Output } from './output.js';
import type { Command, Queue } from './queue.js';

/** Sends what is in the queue, and brings the replies back to whoever waits for them. */
export interface Commands {
  /** Sends a command of the client's own, before all that waits. */
  sendFirst(type: string, fields: Fields): void;
  /** Sends all that waits. */
  sendAll(): void;
  /** The command that a reply is for; it waits no longer. Tells where the server has mixed things up. */
  answered(reply: Reply): Command | undefined;
  /** Takes in what the reply to a command says, and settles the command. */
  settle(command: Command, reply: Reply): void;
}

/** Makes the commands of a queue; `taker` is where their results go. */
export function createCommands(output: Output, queue: Queue, taker: Taker): Commands {
  function sendNext(): boolean {
    const next = queue.send();
    if (next === undefined) return false;
    const { command, ref } = next;
    output.add({ do: 'send', text: JSON.stringify({ ...command.fields, type: command.type, ref }) });
    return true;
  }

  return {
    sendFirst(type, fields) {
      queue.add([{ id: 0, type, fields, kept: false }], 'first');
      sendNext();
    },
    sendAll() {
      while (sendNext());
    },
    answered(reply) {
      const found = queue.answered(reply.ref);
      if (found === undefined) {
        output.tell('violation', `unexpected reply ${reply.type} ${String(reply.ref)}`);
      } else if (!found.inOrder) {
        output.tell('violation', `reply out of order: ${found.command.type}`);
      }
      return found?.command;
    },
    settle(command, reply) {
      const { id, type } = command;
      if (reply.type === 'error') {
        if (isDone(command, reply.code)) return output.resolve(id, undefined);
        return output.reject(id, refusal(reply));
      }
      const settled = reply.type === 'ok' ? taken(reply.result, command, taker) : undefined;
      if (settled !== undefined) return output.resolve(id, settled.value);
      output.tell('violation', `unreadable reply to ${type}`);
      output.reject(id, clientError('CLIENT_BAD_REPLY'));
    },
  };
}
