import type { MessageItem, Reaction, User } from '../item.js';
import { draftOf, type ItemList, itemsOf } from './draft.js';
import { indexOfPosition } from './position.js';
import type { MessageEdit } from './read-message.js';
import { allLists, type Timeline } from './timeline.js';

/** Users named per reaction. */
const MAX_NAMED = 10;

/** Removes variation selectors: `❤️` and `❤` are the same reaction. */
const withoutVariation = (emoji: string): string => emoji.replaceAll('\u{FE0F}', '');

function afterReaction(before: Reaction | undefined, on: boolean, user: User, isMine: boolean): Reaction {
  const { count = 0, by = [], mine = false } = before ?? {};
  const others = by.filter(({ id }) => id !== user.id);
  return {
    count: Math.max(0, count + (on ? 1 : -1)),
    by: on && others.length < MAX_NAMED ? [...others, user] : others,
    mine: isMine ? on : mine,
  };
}

function withReaction(item: MessageItem, emoji: string, on: boolean, user: User, isMine: boolean): MessageItem {
  const reactions = new Map(item.reactions);
  const key = [...reactions.keys()].find((known) => withoutVariation(known) === withoutVariation(emoji)) ?? emoji;
  const after = afterReaction(reactions.get(key), on, user, isMine);
  if (after.count === 0) reactions.delete(key);
  else reactions.set(key, after);
  const { reactions: _before, ...rest } = item;
  return reactions.size === 0 ? rest : { ...rest, reactions };
}

/** Returns a message without its contents. */
export function asErased(item: MessageItem): MessageItem {
  const { reactions: _reactions, reply: _reply, file: _file, edited: _edited, ...rest } = item;
  return { ...rest, text: '', erased: true };
}

/** Returns a message with an edit, deletion or reaction applied. */
export function withEdit(item: MessageItem, edit: MessageEdit, myIds: ReadonlySet<string>): MessageItem {
  if (item.erased) return item;
  const { type, by, at } = edit;
  if (type === 'delete') return asErased(item);
  if (type === 'reaction') return withReaction(item, edit.emoji, edit.on, by, myIds.has(by.id));
  return {
    ...item,
    text: edit.text,
    edited: { at, ...(by.id === item.from.id ? {} : { by }) },
  };
}

/** Removes the edits of a deleted message, which a recovery returns as erased messages. */
function dropEdits(list: ItemList, { epoch }: { readonly epoch: string }, edits: readonly number[]): void {
  for (const offset of edits) {
    const at = indexOfPosition(itemsOf(list), { epoch, offset });
    if (at !== -1) draftOf(list).splice(at, 1);
  }
}

/** Applies an edit to the lists that contain its message. */
export function applyEdit(timeline: Timeline, edit: MessageEdit, myIds: ReadonlySet<string>): void {
  for (const list of allLists(timeline)) {
    if (edit.type === 'delete') dropEdits(list, edit.target, edit.edits);
    const at = indexOfPosition(itemsOf(list), edit.target);
    const item = itemsOf(list)[at];
    if (item?.type === 'message') draftOf(list)[at] = withEdit(item, edit, myIds);
  }
}

/** Erases the contents of messages by offset. */
export function eraseMessages(timeline: Timeline, epoch: string, offsets: readonly number[]): void {
  for (const list of allLists(timeline)) {
    for (const offset of offsets) {
      const at = indexOfPosition(itemsOf(list), { epoch, offset });
      const item = itemsOf(list)[at];
      if (item?.type === 'message') draftOf(list)[at] = asErased(item);
    }
  }
}
