import {
  type Fields,
  isJsonObject,
  readAmount,
  readInteger,
  readOptionalPosition,
  readPosition,
  readText,
  readUser,
} from '../fields.js';
import type { MessageItem, Position, Reaction, User } from '../item.js';
import { fileUrl } from './file-path.js';

/** What items are made with. */
export interface MessageContext {
  readonly myIds: ReadonlySet<string>;
  /** The path that the gateway is under. */
  readonly base: string;
}

/** What every message has, live or from the history. */
export interface LogEntry {
  readonly id: string;
  readonly position: Position;
  readonly at: number;
  readonly from: User;
  readonly kind: string;
  readonly text: string;
  /** As it came, for what is not the same in all messages. */
  readonly fields: Fields;
}

/** Reads a message; `undefined` for what is none. */
export function parseEntry(value: unknown): LogEntry | undefined {
  if (!isJsonObject(value)) return undefined;
  const id = readText(value.id);
  const kind = readText(value.kind);
  const text = readText(value.text);
  const at = readAmount(value.at);
  const place = readPosition(value);
  const from = readUser(value.from);
  if (id === undefined || kind === undefined || text === undefined) return undefined;
  if (at === undefined || place === undefined || from === undefined) return undefined;
  return { id, position: place, at, from, kind, text, fields: value };
}

/** So many different emoji of one message are shown. */
const MAX_EMOJI = 50;
const MAX_EMOJI_CHARACTERS = 40;

const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;
const DIGEST = /^[0-9a-f]{64}$/i;

function readReaction(value: unknown): Reaction | undefined {
  const count = isJsonObject(value) ? readInteger(value.count) : undefined;
  if (!isJsonObject(value) || count === undefined || count === 0) return undefined;
  const by = Array.isArray(value.by) ? value.by.map(readUser).filter((person) => person !== undefined) : [];
  return { count, by: by.slice(0, 10), mine: value.mine === true };
}

function readReactions(value: unknown): Partial<MessageItem> {
  if (!isJsonObject(value)) return {};
  const reactions = new Map<string, Reaction>();
  for (const [emoji, told] of Object.entries(value).slice(0, MAX_EMOJI)) {
    const reaction = readReaction(told);
    if (reaction !== undefined && emoji.length <= MAX_EMOJI_CHARACTERS) reactions.set(emoji, reaction);
  }
  return reactions.size === 0 ? {} : { reactions };
}

function readEdited(value: unknown): Partial<MessageItem> {
  const at = isJsonObject(value) ? readAmount(value.at) : undefined;
  if (!isJsonObject(value) || at === undefined) return {};
  const by = readUser(value.by);
  return { edited: { at, ...(by === undefined ? {} : { by }) } };
}

function readReply(data: unknown): Partial<MessageItem> {
  const told = isJsonObject(data) ? data.reply : undefined;
  const place = readOptionalPosition(told);
  const id = isJsonObject(told) ? readText(told.id) : undefined;
  return place === undefined || id === undefined || place.offset === 0 ? {} : { reply: { ...place, id } };
}

function readFile(data: unknown, base: string): Partial<MessageItem> {
  if (!isJsonObject(data)) return {};
  const id = readText(data.file);
  const name = readText(data.name);
  const size = readInteger(data.size);
  const url = id === undefined || name === undefined ? undefined : fileUrl(base, id, name);
  if (id === undefined || name === undefined || size === undefined || url === undefined) return {};
  const mediaType = readText(data.type) ?? '';
  const sha256 = readText(data.sha256) ?? '';
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
export function toMessageItem(entry: LogEntry, { myIds, base }: MessageContext): MessageItem {
  const { id, position: place, at, from, kind, text, fields } = entry;
  const mine = myIds.has(from.id);
  const head = { type: 'message', uid: id, id, at, from, mine, kind, state: 'kept', position: place } as const;
  if (kind === 'erased') return { ...head, text: '', erased: true };
  return {
    ...head,
    text,
    ...readEdited(fields.edited),
    ...readReactions(fields.reactions),
    ...readReply(fields.data),
    ...(kind === 'file' ? readFile(fields.data, base) : {}),
  };
}
