import type { MessageItem, Person, Reaction } from '../item.js';
import type { Alteration } from './alteration.js';
import { draftOf, itemsOf, type Ledger, type Sheet, sheetsIn } from './ledger.js';
import { indexOfPlace } from './place.js';

/** So many of those who reacted are named. */
const MOST_NAMED = 10;

/** The coloured form of an emoji is the same emoji. */
const plain = (emoji: string): string => emoji.replaceAll('\u{FE0F}', '');

function afterReaction(before: Reaction | undefined, on: boolean, who: Person, isMine: boolean): Reaction {
  const { count = 0, by = [], mine = false } = before ?? {};
  const others = by.filter(({ id }) => id !== who.id);
  return {
    count: Math.max(0, count + (on ? 1 : -1)),
    by: on && others.length < MOST_NAMED ? [...others, who] : others,
    mine: isMine ? on : mine,
  };
}

function reacted(item: MessageItem, emoji: string, on: boolean, who: Person, isMine: boolean): MessageItem {
  const reactions = new Map(item.reactions);
  const key = [...reactions.keys()].find((known) => plain(known) === plain(emoji)) ?? emoji;
  const after = afterReaction(reactions.get(key), on, who, isMine);
  if (after.count === 0) reactions.delete(key);
  else reactions.set(key, after);
  const { reactions: _before, ...rest } = item;
  return reactions.size === 0 ? rest : { ...rest, reactions };
}

/** A message of which the words are gone. */
export function erased(item: MessageItem): MessageItem {
  const { reactions: _reactions, reply: _reply, file: _file, edited: _edited, ...rest } = item;
  return { ...rest, text: '', erased: true };
}

/** A message after an alteration of it. */
export function altered(item: MessageItem, alteration: Alteration, myIds: ReadonlySet<string>): MessageItem {
  if (item.erased) return item;
  const { what, by, at } = alteration;
  if (what === 'delete') return erased(item);
  if (what === 'reaction') return reacted(item, alteration.emoji, alteration.on, by, myIds.has(by.id));
  return {
    ...item,
    text: alteration.text,
    edited: { at, ...(by.id === item.from.id ? {} : { by }) },
  };
}

/** The message's own edits, which a recovery brings as erased messages, are no rows. */
function dropEdits(sheet: Sheet, { epoch }: { readonly epoch: string }, edits: readonly number[]): void {
  for (const offset of edits) {
    const at = indexOfPlace(itemsOf(sheet), { epoch, offset });
    if (at !== -1) draftOf(sheet).splice(at, 1);
  }
}

/** Takes an alteration into the lists where its message is. */
export function foldIn(ledger: Ledger, alteration: Alteration, myIds: ReadonlySet<string>): void {
  for (const sheet of sheetsIn(ledger)) {
    if (alteration.what === 'delete') dropEdits(sheet, alteration.target, alteration.edits);
    const at = indexOfPlace(itemsOf(sheet), alteration.target);
    const item = itemsOf(sheet)[at];
    if (item?.type === 'message') draftOf(sheet)[at] = altered(item, alteration, myIds);
  }
}

/** Takes away the words of messages that were erased, by their offsets. */
export function eraseIn(ledger: Ledger, epoch: string, offsets: readonly number[]): void {
  for (const sheet of sheetsIn(ledger)) {
    for (const offset of offsets) {
      const at = indexOfPlace(itemsOf(sheet), { epoch, offset });
      const item = itemsOf(sheet)[at];
      if (item?.type === 'message') draftOf(sheet)[at] = erased(item);
    }
  }
}
