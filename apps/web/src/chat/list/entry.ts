import { amountIn, type Fields, isFields, optionalPlace, personIn, placeIn, textIn, wholeIn } from '../fields.js';
import type { MessageItem, Person, Place, Reaction } from '../item.js';
import { filePath } from './file-path.js';

/** What items are made with. */
export interface EntryContext {
  readonly myIds: ReadonlySet<string>;
  /** The path that the gateway is under. */
  readonly base: string;
}

/** What every message has, live or from the history. */
export interface Entry {
  readonly id: string;
  readonly place: Place;
  readonly at: number;
  readonly from: Person;
  readonly kind: string;
  readonly text: string;
  /** As it came, for what is not the same in all messages. */
  readonly fields: Fields;
}

/** Reads a message; `undefined` for what is none. */
export function entryIn(value: unknown): Entry | undefined {
  if (!isFields(value)) return undefined;
  const id = textIn(value.id);
  const kind = textIn(value.kind);
  const text = textIn(value.text);
  const at = amountIn(value.at);
  const place = placeIn(value);
  const from = personIn(value.from);
  if (id === undefined || kind === undefined || text === undefined) return undefined;
  if (at === undefined || place === undefined || from === undefined) return undefined;
  return { id, place, at, from, kind, text, fields: value };
}

/** So many different emoji of one message are shown. */
const MOST_EMOJI = 50;
const MOST_EMOJI_CHARACTERS = 40;

const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;
const DIGEST = /^[0-9a-f]{64}$/i;

function reactionIn(value: unknown): Reaction | undefined {
  const count = isFields(value) ? wholeIn(value.count) : undefined;
  if (!isFields(value) || count === undefined || count === 0) return undefined;
  const by = Array.isArray(value.by) ? value.by.map(personIn).filter((person) => person !== undefined) : [];
  return { count, by: by.slice(0, 10), mine: value.mine === true };
}

function reactionsIn(value: unknown): Partial<MessageItem> {
  if (!isFields(value)) return {};
  const reactions = new Map<string, Reaction>();
  for (const [emoji, told] of Object.entries(value).slice(0, MOST_EMOJI)) {
    const reaction = reactionIn(told);
    if (reaction !== undefined && emoji.length <= MOST_EMOJI_CHARACTERS) reactions.set(emoji, reaction);
  }
  return reactions.size === 0 ? {} : { reactions };
}

function editedIn(value: unknown): Partial<MessageItem> {
  const at = isFields(value) ? amountIn(value.at) : undefined;
  if (!isFields(value) || at === undefined) return {};
  const by = personIn(value.by);
  return { edited: { at, ...(by === undefined ? {} : { by }) } };
}

function replyIn(data: unknown): Partial<MessageItem> {
  const told = isFields(data) ? data.reply : undefined;
  const place = optionalPlace(told);
  const id = isFields(told) ? textIn(told.id) : undefined;
  return place === undefined || id === undefined || place.offset === 0 ? {} : { reply: { ...place, id } };
}

function fileIn(data: unknown, base: string): Partial<MessageItem> {
  if (!isFields(data)) return {};
  const id = textIn(data.file);
  const name = textIn(data.name);
  const size = wholeIn(data.size);
  const url = id === undefined || name === undefined ? undefined : filePath(base, id, name);
  if (id === undefined || name === undefined || size === undefined || url === undefined) return {};
  const mediaType = textIn(data.type) ?? '';
  const sha256 = textIn(data.sha256) ?? '';
  return {
    file: {
      id,
      url,
      name,
      size,
      mediaType: MEDIA_TYPE.test(mediaType) ? mediaType : 'application/octet-stream',
      sha256: DIGEST.test(sha256) ? sha256.toLowerCase() : '',
    },
  };
}

/** A kept message as an item of the list. */
export function itemOf(entry: Entry, { myIds, base }: EntryContext): MessageItem {
  const { id, place, at, from, kind, text, fields } = entry;
  const mine = myIds.has(from.id);
  const head = { type: 'message', uid: id, id, at, from, mine, kind, state: 'kept', place } as const;
  if (kind === 'erased') return { ...head, text: '', erased: true };
  return {
    ...head,
    text,
    ...editedIn(fields.edited),
    ...reactionsIn(fields.reactions),
    ...replyIn(fields.data),
    ...(kind === 'file' ? fileIn(fields.data, base) : {}),
  };
}
