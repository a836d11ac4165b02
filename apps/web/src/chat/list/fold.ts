import type { MessageItem, Reaction, User } from '../item.js';
import type { MessageEdit } from './alteration.js';
import { allLists, draftOf, type ItemList, itemsOf, type Timeline } from './ledger.js';
import { indexOfPosition } from './place.js';

/** So many of those who reacted are named. */
const MAX_NAMED = 10;

/** The coloured form of an emoji is the same emoji. */
const withoutVariation = (emoji: string): string => emoji.replaceAll('\u{FE0F}', '');

function afterReaction(before: Reaction | undefined, on: boolean, who: User, isMine: boolean): Reaction {
  const { count = 0, by = [], mine = false } = before ?? {};
  const others = by.filter(({ id }) => id !== who.id);
  return {
    count: Math.max(0, count + (on ? 1 : -1)),
    by: on && others.length < MAX_NAMED ? [...others, who] : others,
    mine: isMine ? on : mine,
  };
}

function withReaction(item: MessageItem, emoji: string, on: boolean, who: User, isMine: boolean): MessageItem {
  const reactions = new Map(item.reactions);
  const key = [...reactions.keys()].find((known) => withoutVariation(known) === withoutVariation(emoji)) ?? emoji;
  const after = afterReaction(reactions.get(key), on, who, isMine);
  if (after.count === 0) reactions.delete(key);
  else reactions.set(key, after);
  const { reactions: _before, ...rest } = item;
  return reactions.size === 0 ? rest : { ...rest, reactions };
}

/** A message of which the words are gone. */
export function asErased(item: MessageItem): MessageItem {
  const { reactions: _reactions, reply: _reply, file: _file, edited: _edited, ...rest } = item;
  return { ...rest, text: '', erased: true };
}

/** A message after an alteration of it. */
export function withEdit(item: MessageItem, alteration: MessageEdit, myIds: ReadonlySet<string>): MessageItem {
  if (item.erased) return item;
  const { what, by, at } = alteration;
  if (what === 'delete') return asErased(item);
  if (what === 'reaction') return withReaction(item, alteration.emoji, alteration.on, by, myIds.has(by.id));
  return {
    ...item,
    text: alteration.text,
    edited: { at, ...(by.id === item.from.id ? {} : { by }) },
  };
}

/** The message's own edits, which a recovery brings as erased messages, are no rows. */
function dropEdits(sheet: ItemList, { epoch }: { readonly epoch: string }, edits: readonly number[]): void {
  for (const offset of edits) {
    const at = indexOfPosition(itemsOf(sheet), { epoch, offset });
    if (at !== -1) draftOf(sheet).splice(at, 1);
  }
}

/** Takes an alteration into the lists where its message is. */
export function applyEdit(ledger: Timeline, alteration: MessageEdit, myIds: ReadonlySet<string>): void {
  for (const sheet of allLists(ledger)) {
    if (alteration.what === 'delete') dropEdits(sheet, alteration.target, alteration.edits);
    const at = indexOfPosition(itemsOf(sheet), alteration.target);
    const item = itemsOf(sheet)[at];
    if (item?.type === 'message') draftOf(sheet)[at] = withEdit(item, alteration, myIds);
  }
}

/** Takes away the words of messages that were erased, by their offsets. */
export function eraseMessages(ledger: Timeline, epoch: string, offsets: readonly number[]): void {
  for (const sheet of allLists(ledger)) {
    for (const offset of offsets) {
      const at = indexOfPosition(itemsOf(sheet), { epoch, offset });
      const item = itemsOf(sheet)[at];
      if (item?.type === 'message') draftOf(sheet)[at] = asErased(item);
    }
  }
}
