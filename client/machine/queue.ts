import type { Fields } from './frame.js';

/** A command on its way. */
export interface Command {
  /** The number by which whoever waits for it knows it; 0 is the client's own, for which nobody waits. */
  readonly id: number;
  /** `join`, `say`, … */
  readonly type: string;
  /** All but `type` and `ref`. */
  readonly fields: Fields;
  /** Whether it waits for a connection, and is sent again when one is lost before the answer. */
  readonly kept: boolean;
  /** True once it has been sent on a wire that was lost: it may have been done already. */
  readonly again?: boolean;
}

/** A command of which the answer has come. */
export interface Answered {
  readonly command: Command;
  /** Whether it was its turn: answers come in the order of the commands. */
  readonly inOrder: boolean;
}

/** Commands in their order: those that were sent on the present wire, then those that wait to be. */
export interface Queue {
  /** How many there are. */
  readonly size: number;
  /** Adds commands at the end of those that wait, or before them. */
  add(commands: readonly Command[], where: 'last' | 'first'): void;
  /** The next that waits, with the mark for its answer; from now on it counts as sent. */
  send(): { readonly command: Command; readonly ref: number } | undefined;
  /** Takes out the command that an answer is for; an answer without a `ref` is for the first one. */
  answered(ref: unknown): Answered | undefined;
  /** The wire is gone: what is kept waits again, in its order, and before the others; what is not is given up. */
  lost(): readonly Command[];
  /** Takes out of those that wait what `which` says. */
  remove(which: (command: Command) => boolean): readonly Command[];
}

/** Makes an empty queue. */
export function createQueue(): Queue {
  let sent: { readonly command: Command; readonly ref: number }[] = [];
  let waiting: Command[] = [];
  let refs = 0;
  return {
    get size() {
      return sent.length + waiting.length;
    },
    add(commands, where) {
      if (where === 'last') waiting.push(...commands);
      else waiting.unshift(...commands);
    },
    send() {
      const command = waiting.shift();
      if (command === undefined) return undefined;
      const next = { command, ref: ++refs };
      sent.push(next);
      return next;
    },
    answered(ref) {
      const index = ref === undefined ? 0 : sent.findIndex((one) => one.ref === ref);
      const found = index < 0 ? undefined : sent.splice(index, 1)[0];
      return found && { command: found.command, inOrder: index === 0 };
    },
    lost() {
      const commands = sent.map(({ command }) => command);
      sent = [];
      waiting.unshift(...commands.filter(({ kept }) => kept).map((command) => ({ ...command, again: true })));
      return commands.filter(({ kept }) => !kept);
    },
    remove(which) {
      const removed = waiting.filter(which);
      waiting = waiting.filter((command) => !which(command));
      return removed;
    },
  };
}
