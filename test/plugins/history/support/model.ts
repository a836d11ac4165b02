import { MOST_EMOJI } from '../../../../plugins/history/annotations/message-annotations.js';

/** Something that is published in the test of folding. `target` is the offset of an earlier message. */
export type Act =
  | { readonly what: 'say' }
  | { readonly what: 'edit'; readonly target: number }
  | { readonly what: 'delete'; readonly target: number }
  | {
      readonly what: 'react';
      readonly target: number;
      readonly user: string;
      readonly emoji: string;
      readonly on: boolean;
    };

/** What is to come of a log, worked out in the simplest way. */
export interface Expected {
  readonly erased: readonly number[];
  readonly messages: readonly ExpectedMessage[];
}

/** What is to be known of one message. */
export interface ExpectedMessage {
  readonly offset: number;
  readonly deleted: boolean;
  readonly edits: readonly number[];
  /** Who has reacted with what, in any order. */
  readonly reactions: readonly string[];
}

interface Message {
  readonly offset: number;
  deleted: boolean;
  edits: number[];
  reactions: Map<string, Set<string>>;
}

/** Goes through a whole log at once. */
export function expectedOf(acts: readonly Act[]): Expected {
  const messages = new Map<number, Message>();
  const erased = new Set<number>();
  for (const [index, act] of acts.entries()) {
    const offset = index + 1;
    if (act.what === 'say') {
      messages.set(offset, { offset, deleted: false, edits: [], reactions: new Map() });
      continue;
    }
    const message = messages.get(act.target);
    if (message === undefined) continue;
    if (act.what === 'edit') {
      if (message.deleted) erased.add(offset);
      else message.edits.push(offset);
    } else if (message.deleted) {
      // Nothing comes after that.
    } else if (act.what === 'delete') {
      for (const gone of [message.offset, ...message.edits]) erased.add(gone);
      Object.assign(message, { deleted: true, edits: [], reactions: new Map() });
    } else react(message.reactions, act.user, act.emoji, act.on);
  }
  return {
    erased: [...erased].sort((one, other) => one - other),
    messages: [...messages.values()].map(({ reactions, ...message }) => ({
      ...message,
      reactions: [...reactions].flatMap(([emoji, users]) => [...users].map((user) => `${emoji} ${user}`)).sort(),
    })),
  };
}

function react(reactions: Map<string, Set<string>>, user: string, emoji: string, on: boolean): void {
  const users = reactions.get(emoji);
  if (!on) {
    users?.delete(user);
    if (users?.size === 0) reactions.delete(emoji);
  } else if (users !== undefined) users.add(user);
  else if (reactions.size < MOST_EMOJI) reactions.set(emoji, new Set([user]));
}
